import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Smaller stores of records',
  packages: ['waterline', 'bookshelf', '@google-cloud/firestore'],
  kinds: ['store'],
});
