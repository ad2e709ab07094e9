import rule from '../../../rules/architecture/premature-abstraction/rule';
import { ruleTests } from '../rule-tester';

const formatter = `
  export interface «DigestFormatter» {
    format(titles: string[]): string;
  }
`;
const markdown = `
  import type { DigestFormatter } from './formatter';
  export class MarkdownFormatter implements DigestFormatter {
    format(titles: string[]) { return titles.join(); }
  }
`;
const digest = `
  import type { DigestFormatter } from './formatter';
  export class Digest {
    constructor(private readonly formatter: DigestFormatter) {}
    write(titles: string[]) { return this.formatter.format(titles); }
  }
`;
const plain = formatter.replace(/[«»]/g, '');
const three = { 'src/formatter.ts': plain, 'src/markdown.ts': markdown, 'src/digest.ts': digest };
const users = `
  export class Users {
    find(id: string) { return id; }
    remove(id: string, by: string) { return id + by; }
  }
`;
const service = `
  import { Users } from './users';
  export class UserService {
    constructor(private readonly users: Users) {}
    find(id: string) { return this.users.find(id); }
    async remove(id: string, by: string) { await this.users.remove(id, by); }
  }
`;

ruleTests(rule, {
  invalid: [
    {
      name: 'an interface with one implementation and one user, each in a file of its own',
      files: { 'src/formatter.ts': formatter, 'src/markdown.ts': markdown, 'src/digest.ts': digest },
      messages: [
        'DigestFormatter has one implementation, MarkdownFormatter, and one user. Use MarkdownFormatter itself, and take an interface out of it when a second one comes.',
      ],
      related: [1],
      severity: 'hint',
    },
    {
      name: 'the same in one file, not exported',
      path: 'src/digest.ts',
      code: `
        interface «Formatter» { format: (titles: string[]) => string }
        class Markdown implements Formatter { format(titles: string[]) { return titles.join(); } }
        export class Digest {
          private readonly formatter: Formatter = new Markdown();
          write(titles: string[]) { return this.formatter.format(titles); }
        }
      `,
    },
    {
      name: 'an abstract class with one implementation and one user',
      path: 'src/prices.ts',
      code: `
        abstract class «PriceRule» { abstract apply(cents: number): number }
        class Discount extends PriceRule { apply(cents: number) { return cents * 0.9; } }
        const rule: PriceRule = new Discount();
        export const price = (cents: number) => rule.apply(cents);
      `,
      messages: [
        'PriceRule has one implementation, Discount, and one user. Use Discount itself, and take an interface out of it when a second one comes.',
      ],
    },
    {
      name: 'a factory with one product',
      path: 'src/invoices.ts',
      code: `
        class Invoice { constructor(readonly customer: string, readonly cents: number) {} }
        export class «InvoiceFactory» {
          create(customer: string, cents: number): Invoice { return new Invoice(customer, cents); }
        }
      `,
      messages: [
        'InvoiceFactory only ever makes Invoice, of just what it is given. Write new Invoice where it is needed.',
      ],
    },
    {
      name: 'a generic parameter that is always given the same type',
      path: 'src/board.ts',
      code: `
        interface Ticket { id: string }
        class Column<«T»> { items: T[] = []; add(item: T) { this.items.push(item); } }
        const open = new Column<Ticket>();
        const done: Column<Ticket> = new Column<Ticket>();
        export const board = [open, done];
      `,
      messages: [
        'Column is open for any T, and is only ever given Ticket. Write Ticket in its place until there is another type.',
      ],
    },
    {
      name: 'a generic class of another file',
      files: {
        'src/column.ts': 'export class Column<«Item»> { items: Item[] = []; }\n',
        'src/ticket.ts': 'export interface Ticket { id: string }\n',
      },
      path: 'src/board.ts',
      code: "import { Column } from './column';\nimport type { Ticket } from './ticket';\nexport const open = new Column<Ticket>();\n",
    },
    {
      name: 'a layer that only forwards',
      files: { 'src/users.ts': users },
      path: 'src/user-service.ts',
      code: service.replace('class UserService', 'class «UserService»'),
      messages: [
        'Each of the 2 methods of UserService hands what it is given to the same method of users. Let its callers ask users themselves, until there is something to do in between.',
      ],
    },
    {
      name: 'the same in Nest, and with a member that is made in place',
      files: {
        'src/users.ts': users,
        'src/nest.ts': service.replace(
          'export class UserService',
          "import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class «NestUsers»",
        ),
      },
      path: 'src/own.ts',
      code: `
        import { Users } from './users';
        export class «OwnUsers» {
          private users = new Users();
          find(id: string) { return this.users.find(id); }
          remove(id: string, by: string) { return this.users.remove(id, by); }
        }
      `,
    },
  ],
  valid: [
    {
      name: 'two implementations',
      files: { ...three, 'src/html.ts': markdown.replace('MarkdownFormatter', 'HtmlFormatter') },
    },
    {
      name: 'two users',
      files: { ...three, 'src/report.ts': digest.replace('class Digest', 'class Report') },
    },
    {
      name: 'a test double as a second implementation',
      files: {
        ...three,
        'test/digest.test.ts':
          "import type { DigestFormatter } from '../src/formatter';\nclass FakeFormatter implements DigestFormatter { format() { return ''; } }\nnew FakeFormatter();\n",
      },
    },
    {
      name: 'an interface that a package exports for others',
      files: { ...three, 'package.json': '{ "name": "digests", "exports": "./src/index.ts" }' },
    },
    {
      name: 'a port at a boundary, by its name: the clock',
      path: 'src/digest.ts',
      code: `
        interface Clock { now(): Date }
        class SystemClock implements Clock { now() { return new Date(); } }
        export class Digest { private clock: Clock = new SystemClock(); at() { return this.clock.now(); } }
      `,
    },
    {
      name: 'a port to the database, by what its implementation does',
      path: 'src/tickets.ts',
      code: `
        import { Pool } from 'pg';
        interface Tickets { all(): Promise<unknown> }
        class PgTickets implements Tickets {
          constructor(private readonly pool: Pool) {}
          all() { return this.pool.query('SELECT id FROM tickets'); }
        }
        export class Board { constructor(private readonly tickets: Tickets = new PgTickets(new Pool())) {} }
      `,
    },
    {
      name: 'a port to the network',
      path: 'src/rates.ts',
      code: `
        interface Rates { of(currency: string): Promise<unknown> }
        class LiveRates implements Rates {
          of(currency: string) { return fetch('https://rates.example/' + currency, { signal: AbortSignal.timeout(1000) }); }
        }
        export class Prices { private rates: Rates = new LiveRates(); in(currency: string) { return this.rates.of(currency); } }
      `,
    },
    {
      name: 'a contract that a container hands out',
      files: {
        ...three,
        'src/container.ts':
          "import { Container } from 'inversify';\nimport { MarkdownFormatter } from './markdown';\nconst TYPES = { DigestFormatter: Symbol('DigestFormatter') };\nexport const container = new Container();\ncontainer.bind(TYPES.DigestFormatter).to(MarkdownFormatter);\n",
      },
    },
    {
      name: 'an interface that holds data, and one that nobody implements',
      path: 'src/types.ts',
      code: `
        export interface Ticket { id: string; title: string }
        export interface Visitor { visit(ticket: Ticket): void }
        export class Open implements Ticket { id = ''; title = ''; }
        export const each = (visitor: Visitor, ticket: Ticket) => visitor.visit(ticket);
      `,
    },
    {
      name: 'a factory that chooses, one that keeps what it needs, and one in two ways',
      path: 'src/invoices.ts',
      code: `
        class Invoice { constructor(readonly customer: string, readonly rate?: number) {} }
        class Credit { constructor(readonly customer: string) {} }
        export class DocumentFactory {
          create(kind: string, customer: string) { return kind === 'credit' ? new Credit(customer) : new Invoice(customer); }
        }
        export class TaxedFactory {
          constructor(private readonly rate: number) {}
          create(customer: string) { return new Invoice(customer, this.rate); }
        }
        export class PlainFactory {
          create(customer: string) { return new Invoice(customer); }
          copy(invoice: Invoice) { return new Invoice(invoice.customer); }
        }
      `,
    },
    {
      name: 'a generic type that is given two types, its own parameter, or what an argument tells',
      path: 'src/board.ts',
      code: `
        interface Ticket { id: string }
        interface Project { id: string }
        class Column<T> { items: T[] = []; }
        export const all = [new Column<Ticket>(), new Column<Project>()];
        class Row<T> { items: T[] = []; }
        export const rowOf = <T>() => new Row<T>();
        class Cell<T> { constructor(readonly item: T) {} }
        export const cells: Cell<Ticket>[] = [new Cell({ id: 'a' })];
        class Page<T = Ticket> { items: T[] = []; }
        export const page = new Page<Ticket>();
      `,
    },
    {
      name: 'a layer that does something in between, to one of its methods',
      files: { 'src/users.ts': users },
      path: 'src/user-service.ts',
      code: service.replace('this.users.find(id)', 'this.users.find(id.trim())'),
    },
    {
      name: 'a controller',
      files: { 'src/users.ts': users },
      path: 'src/users.controller.ts',
      code: service.replace(
        'export class UserService',
        "import { Controller } from '@nestjs/common';\n@Controller('users')\nexport class UsersController",
      ),
    },
    {
      name: 'what wraps a package, and what implements a contract',
      files: { 'src/users.ts': users },
      path: 'src/wrap.ts',
      code: `
        import { Redis } from 'ioredis';
        import { Users } from './users';
        export class Keys {
          constructor(private readonly redis: Redis) {}
          get(key: string) { return this.redis.get(key); }
          del(key: string) { return this.redis.del(key); }
        }
        export interface Reads { find(id: string): string; remove(id: string, by: string): string }
        export class Reader implements Reads {
          constructor(private readonly users: Users) {}
          find(id: string) { return this.users.find(id); }
          remove(id: string, by: string) { return this.users.remove(id, by); }
        }
      `,
    },
    {
      name: 'code of tests',
      path: 'test/users.ts',
      code: service,
      files: { 'test/users-of-test.ts': users },
    },
  ],
});
