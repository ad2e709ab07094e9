import { libraryTests } from './library-tester';

const installed = {
  '@adonisjs/core': '6.19.0',
  '@adonisjs/lucid': '21.8.0',
  '@vinejs/vine': '3.0.1',
  '@adonisjs/limiter': '2.4.0',
};

libraryTests('AdonisJS', [
  {
    shows: 'routes of groups, with verbs in their paths',
    rules: ['api/verb-in-url'],
    installed,
    files: {
      'start/routes.ts': `import router from '@adonisjs/core/services/router';
const BooksController = () => import('#controllers/books_controller');

router
  .group(() => {
    router.get('/books', [BooksController, 'index']);
    router.post('/createBook', [BooksController, 'store']);
  })
  .prefix('/api');
`,
    },
    finds: ['api/verb-in-url start/routes.ts:7'],
  },
  {
    shows: 'a log-in without a limit, and one behind a throttle',
    rules: ['api/missing-rate-limit'],
    installed,
    files: {
      'start/limiter.ts': `import limiter from '@adonisjs/limiter/services/main';
export const throttle = limiter.define('login', () => limiter.allowRequests(10).every('15 minutes'));
`,
      'start/routes.ts': `import router from '@adonisjs/core/services/router';
import { throttle } from './limiter.js';
const SessionController = () => import('#controllers/session_controller');

router.post('/login', [SessionController, 'store']);
router.post('/admin/login', [SessionController, 'store']).use(throttle);
`,
    },
    finds: ['api/missing-rate-limit start/routes.ts:5'],
  },
  {
    shows: 'what a caller sends in a statement as text, and as a value',
    rules: ['security/sql-injection'],
    installed,
    files: {
      'app/controllers/books_controller.ts': `import type { HttpContext } from '@adonisjs/core/http';
import db from '@adonisjs/lucid/services/db';

export default class BooksController {
  async index({ request }: HttpContext) {
    return db.rawQuery(\`select id, title from books where title = '\${request.input('title')}'\`);
  }

  async show({ params }: HttpContext) {
    return db.rawQuery('select id, title from books where id = ?', [params.id]);
  }
}
`,
    },
    finds: ['security/sql-injection app/controllers/books_controller.ts:6'],
  },
  {
    shows: 'a body that is written as it came, and one that a validator has checked',
    rules: ['security/missing-input-validation'],
    installed,
    files: {
      'app/models/book.ts': `import { BaseModel, column } from '@adonisjs/lucid/orm';
export default class Book extends BaseModel {
  @column({ isPrimary: true })
  declare id: number;
  @column()
  declare title: string;
}
`,
      'app/controllers/books_controller.ts': `import type { HttpContext } from '@adonisjs/core/http';
import Book from '#models/book';
import { createBookValidator } from '#validators/book';

export default class BooksController {
  async store({ request }: HttpContext) {
    return Book.create(request.all());
  }

  async checked({ request }: HttpContext) {
    return Book.create(await request.validateUsing(createBookValidator));
  }
}
`,
      'app/validators/book.ts': `import vine from '@vinejs/vine';
export const createBookValidator = vine.compile(vine.object({ title: vine.string() }));
`,
    },
    finds: ['security/missing-input-validation app/controllers/books_controller.ts:7'],
  },
]);
