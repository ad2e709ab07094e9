import { defineLibrary } from '../library';

/** Where Drizzle's tables of MySQL are declared, whose database indexes each foreign key by itself. */
export default defineLibrary({
  name: 'Drizzle',
  packages: ['drizzle-orm/mysql-core'],

  dataClients: [{ path: 'MySql{Database,Transaction}().**', reader: 'drizzle', asks: 'builder' }],
  tables: [{ path: ['mysqlTable', 'mysqlSchema().table'], reader: 'drizzle', indexesForeignKeys: true }],
});
