import { defineLibrary } from '../library';

/** Where Drizzle's tables are declared, for databases that index no foreign key by themselves. */
export default defineLibrary({
  name: 'Drizzle',
  packages: [
    'drizzle-orm/pg-core',
    'drizzle-orm/sqlite-core',
    'drizzle-orm/singlestore-core',
    'drizzle-orm/gel-core',
    'drizzle-orm/cockroach-core',
    'drizzle-orm/mssql-core',
  ],

  dataClients: [
    {
      path: '{Pg,PgAsync,BaseSQLite,SingleStore,Gel}{Database,Transaction}().**',
      reader: 'drizzle',
      asks: 'builder',
    },
  ],
  tables: [
    {
      path: ['{pg,sqlite,singlestore,gel,cockroach,mssql}Table', '{pg,gel,cockroach,mssql}Schema().table'],
      reader: 'drizzle',
    },
  ],
});
