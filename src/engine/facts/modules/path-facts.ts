/**
 * What an expression denotes, told from imports: a module, then the members read, calls `()` and awaited results taken
 * from it. `pg#Pool().query` is the `query` of a `Pool` made by package `pg`; `./db#pool` the export `pool` of a project
 * file; `global#fetch` a global; `param:0#query` a member of the enclosing function's first parameter; `this#db` a
 * member of the enclosing class that is not resolved further. A default import is the module itself; `new X` and `X()` are both
 * written `X()`, so that one pattern covers a class and its factory.
 */
export type AccessPath = string;
