import { queryTests } from './outline';

queryTests(
  'Mongoose queries',
  "import mongoose, { Model } from 'mongoose';\nconst User = mongoose.model('User', schema);",
  [
    [
      'User.find({ tenantId, age: { $gt: 3 } }).limit(10);',
      ['document select User where(tenantId = age >) limited on pool:User'],
    ],
    ['User.findById(id);', ['document select User where(id =) one limited on pool:User']],
    [
      'User.updateMany({ a: 1 }, { $set: { b } }, { session });',
      ['document update User where(a =) on transaction:session'],
    ],
    ['User.insertMany(rows);', ['document insert User on pool:User']],
    ['User.aggregate([{ $match: { a } }]);', ['document select User open on pool:User']],
    [
      'class Cats { constructor(private catModel: Model<Cat>) {} load() { return this.catModel.find({ age }); } }',
      ['document select Cat where(age =) on pool:this.catModel'],
    ],
  ],
);

queryTests('MongoDB queries', "import { MongoClient } from 'mongodb';", [
  [
    "async function f(db) { await db.collection('users').findOne({ _id: id }); }",
    ['document select users where(_id =) one limited on unknown:db'],
  ],
  [
    "async function f(db) { await db.collection('users').deleteMany({ tenantId }); }",
    ['document delete users where(tenantId =) on unknown:db'],
  ],
  ['[1, 2].find((each) => each > 1);', []],
]);

queryTests(
  'a model of another file',
  "import User from './user';\nimport Helper from './helper';",
  [
    ['User.find({ tenantId });', ['document select User where(tenantId =) on pool:User']],
    ['Helper.find({ tenantId });', []],
  ],
  {
    'src/user.ts':
      "import mongoose from 'mongoose';\nexport default mongoose.model('User', new mongoose.Schema({}));",
  },
);
