import type { Entry } from '../entry';

/** What answers a request. Methods of a response or a context (`res.json`, `c.text`) are known by their names, whatever the framework. */
export interface AnswerEntry extends Entry {
  /** `call`: it answers, with its first argument as the body and its second as status or options. `made`: what it gives back is a response. */
  is: 'call' | 'made';
  /** Whether the body is made text, so that a whole error becomes its message. */
  asText?: boolean;
}

/** What a framework hands to the functions that handle requests. The path is empty for all of them, else that of a type that such a function has. */
export interface HandlerEntry extends Entry {
  /** Which parameter answers, counted from 0. */
  answers: number;
  /** `response`; `context`: one object for the request and the response; `toolkit`: what makes a response of a body. */
  as: 'response' | 'context' | 'toolkit';
  /** Which parameter is the error, of a function that handles errors. */
  error?: number;
}

/** What an answer to an error that nobody caught says of it. */
export type Told = 'nothing' | 'message' | 'stack';

/** What becomes of the errors of an app: by itself, by an option, and in functions that it asks. */
export interface ErrorAnswerEntry extends Entry {
  /** What an error that nobody caught is answered with, by `NODE_ENV`. */
  uncaught?: { unset: Told; production: Told; test: Told };
  /** Set where an error that is sent as a body is answered as if nobody had caught it. */
  sentIsUncaught?: boolean;
  /** What is told of every error, in every environment: by what this makes, or where one of its options has that value. */
  tells?: { what: 'message' | 'stack'; option?: string; value?: boolean };
  /** What takes a function whose result is the answer to every error: an option or a method. */
  hook?: ErrorHook;
}

export interface ErrorHook {
  option?: string;
  method?: string;
  /** The parameter that is the error, counted from 0, or has it as a member. */
  error: { parameter: number; member?: string };
}

/** What makes an error that a framework answers with a status. */
export interface HttpErrorEntry extends Entry {
  /**
   * `name`: the status is the one that the name of the class or function speaks of. A number: the argument that holds it. `code`: the member `code` of the
   * first argument speaks of it. `none`: it makes no such error, or is a class of all errors.
   */
  status: 'name' | 'code' | 'none' | number;
  /** The argument that is the body, or the text of it. */
  body?: number;
  /** The argument of options that have the text under `message`. */
  messageOf?: number;
  /** Keys of what the framework makes of a text; an object is sent as it is given. */
  textBecomes?: readonly string[];
}
