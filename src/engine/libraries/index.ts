import { Libraries } from './look-up';
import adonis from './sheets/adonis';
import agentkeepalive from './sheets/agentkeepalive';
import aiSdk from './sheets/ai-sdk';
import amqplib from './sheets/amqplib';
import anthropic from './sheets/anthropic';
import apollo from './sheets/apollo';
import argumentParsers from './sheets/argument-parsers';
import authenticators from './sheets/authenticators';
import authorizers from './sheets/authorizers';
import awsSdk from './sheets/aws-sdk';
import axios from './sheets/axios';
import basicAuth from './sheets/basic-auth';
import betterAuth from './sheets/better-auth';
import betterSqlite3 from './sheets/better-sqlite3';
import browserFrameworks from './sheets/browser-frameworks';
import browserLibraries from './sheets/browser-libraries';
import bullmq from './sheets/bullmq';
import bun from './sheets/bun';
import bunGlobals from './sheets/bun-globals';
import childProcess from './sheets/child-process';
import clickhouse from './sheets/clickhouse';
import closers from './sheets/closers';
import codeRunners from './sheets/code-runners';
import controllers from './sheets/controllers';
import cookies from './sheets/cookies';
import correlators from './sheets/correlators';
import cryptoJs from './sheets/crypto-js';
import databasesPg from './sheets/databases-pg';
import dataloader from './sheets/dataloader';
import deno from './sheets/deno';
import denoPostgres from './sheets/deno-postgres';
import discord from './sheets/discord';
import documentStores from './sheets/document-stores';
import drizzle from './sheets/drizzle';
import drizzleCore from './sheets/drizzle-core';
import drizzleMysqlCore from './sheets/drizzle-mysql-core';
import elysia from './sheets/elysia';
import elysiaJwt from './sheets/elysia-jwt';
import encore from './sheets/encore';
import errorhandler from './sheets/errorhandler';
import eventEmitters from './sheets/event-emitters';
import express from './sheets/express';
import expressValidator from './sheets/express-validator';
import fastJwt from './sheets/fast-jwt';
import fastify from './sheets/fastify';
import fastifyJwt from './sheets/fastify-jwt';
import fastifyPackages from './sheets/fastify-packages';
import fastifyPlugins from './sheets/fastify-plugins';
import fastifySensible from './sheets/fastify-sensible';
import feathers from './sheets/feathers';
import fetchPonyfills from './sheets/fetch-ponyfills';
import fullStackFrameworks from './sheets/full-stack-frameworks';
import genericPool from './sheets/generic-pool';
import googlePubsub from './sheets/google-pubsub';
import got from './sheets/got';
import graphileWorker from './sheets/graphile-worker';
import graphql from './sheets/graphql';
import graphqlYoga from './sheets/graphql-yoga';
import grpc from './sheets/grpc';
import h3 from './sheets/h3';
import hapi from './sheets/hapi';
import hapiJwt from './sheets/hapi-jwt';
import healthChecks from './sheets/health-checks';
import hono from './sheets/hono';
import honoJwt from './sheets/hono-jwt';
import honoParts from './sheets/hono-parts';
import httpErrors from './sheets/http-errors';
import identifiers from './sheets/identifiers';
import injectors from './sheets/injectors';
import inversify from './sheets/inversify';
import ioredis from './sheets/ioredis';
import ironSession from './sheets/iron-session';
import isomorphicUnfetch from './sheets/isomorphic-unfetch';
import jobSchedulers from './sheets/job-schedulers';
import jose from './sheets/jose';
import jsonwebtoken from './sheets/jsonwebtoken';
import jwtMiddleware from './sheets/jwt-middleware';
import jwtPackages from './sheets/jwt-packages';
import kafkajs from './sheets/kafkajs';
import knex from './sheets/knex';
import koa from './sheets/koa';
import ky from './sheets/ky';
import kysely from './sheets/kysely';
import langchain from './sheets/langchain';
import libsql from './sheets/libsql';
import loggers from './sheets/loggers';
import logins from './sheets/logins';
import mariadb from './sheets/mariadb';
import mcp from './sheets/mcp';
import mercurius from './sheets/mercurius';
import mikroOrm from './sheets/mikro-orm';
import mongodb from './sheets/mongodb';
import mongoose from './sheets/mongoose';
import mssql from './sheets/mssql';
import mysql2 from './sheets/mysql2';
import nats from './sheets/nats';
import needle from './sheets/needle';
import nest from './sheets/nest';
import nestAxios from './sheets/nest-axios';
import nestJwt from './sheets/nest-jwt';
import nestMicroservices from './sheets/nest-microservices';
import nestWebsockets from './sheets/nest-websockets';
import next from './sheets/next';
import nextAuth from './sheets/next-auth';
import nextSafeAction from './sheets/next-safe-action';
import nexus from './sheets/nexus';
import nitroGlobals from './sheets/nitro-globals';
import node from './sheets/node';
import nodeAsyncHooks from './sheets/node-async-hooks';
import nodeCrypto from './sheets/node-crypto';
import nodeEvents from './sheets/node-events';
import nodeFetch from './sheets/node-fetch';
import nodeFs from './sheets/node-fs';
import nodeHttp from './sheets/node-http';
import nodeNet from './sheets/node-net';
import nodeProcesses from './sheets/node-processes';
import nodeUrl from './sheets/node-url';
import nodeUtil from './sheets/node-util';
import nodeVm from './sheets/node-vm';
import nodemailer from './sheets/nodemailer';
import objection from './sheets/objection';
import ofetch from './sheets/ofetch';
import openai from './sheets/openai';
import oracledb from './sheets/oracledb';
import passingMiddleware from './sheets/passing-middleware';
import passport from './sheets/passport';
import pg from './sheets/pg';
import pgBoss from './sheets/pg-boss';
import pgFormat from './sheets/pg-format';
import pgPromise from './sheets/pg-promise';
import pglite from './sheets/pglite';
import pino from './sheets/pino';
import planetscale from './sheets/planetscale';
import postgres from './sheets/postgres';
import pothos from './sheets/pothos';
import prisma from './sheets/prisma';
import prismaAdapterPg from './sheets/prisma-adapter-pg';
import prismaAdapters from './sheets/prisma-adapters';
import programRunners from './sheets/program-runners';
import rateLimiters from './sheets/rate-limiters';
import redis from './sheets/redis';
import request from './sheets/request';
import restify from './sheets/restify';
import retries from './sheets/retries';
import sendgrid from './sheets/sendgrid';
import sequelize from './sheets/sequelize';
import serverParts from './sheets/server-parts';
import serverless from './sheets/serverless';
import sessions from './sheets/sessions';
import shells from './sheets/shells';
import slack from './sheets/slack';
import slonik from './sheets/slonik';
import smallJwt from './sheets/small-jwt';
import smallRouters from './sheets/small-routers';
import smithy from './sheets/smithy';
import snowflakeSdk from './sheets/snowflake-sdk';
import socketIo from './sheets/socket.io';
import socketIoClient from './sheets/socket.io-client';
import sqlLikeServices from './sheets/sql-like-services';
import sqlite from './sheets/sqlite';
import sqlite3 from './sheets/sqlite3';
import sqlstring from './sheets/sqlstring';
import ssh from './sheets/ssh';
import sshClients from './sheets/ssh-clients';
import stripe from './sheets/stripe';
import supabase from './sheets/supabase';
import superagent from './sheets/superagent';
import tedious from './sheets/tedious';
import telegramBots from './sheets/telegram-bots';
import testRunners from './sheets/test-runners';
import tracers from './sheets/tracers';
import trpc from './sheets/trpc';
import twilio from './sheets/twilio';
import typeorm from './sheets/typeorm';
import undici from './sheets/undici';
import uwebsockets from './sheets/uwebsockets';
import validators from './sheets/validators';
import valueReaders from './sheets/value-readers';
import websocketClients from './sheets/websocket-clients';
import websocketPlugins from './sheets/websocket-plugins';
import websocketProbers from './sheets/websocket-probers';
import winston from './sheets/winston';
import wreck from './sheets/wreck';
import ws from './sheets/ws';
import zod from './sheets/zod';

/** The one list of all data sheets. */
export const sheets = [
  adonis,
  agentkeepalive,
  aiSdk,
  amqplib,
  anthropic,
  apollo,
  argumentParsers,
  authenticators,
  authorizers,
  awsSdk,
  axios,
  basicAuth,
  betterAuth,
  betterSqlite3,
  browserFrameworks,
  browserLibraries,
  bullmq,
  bun,
  bunGlobals,
  childProcess,
  clickhouse,
  closers,
  codeRunners,
  controllers,
  cookies,
  correlators,
  cryptoJs,
  databasesPg,
  dataloader,
  deno,
  denoPostgres,
  discord,
  documentStores,
  drizzle,
  drizzleCore,
  drizzleMysqlCore,
  elysia,
  elysiaJwt,
  encore,
  errorhandler,
  eventEmitters,
  express,
  expressValidator,
  fastJwt,
  fastify,
  fastifyJwt,
  fastifyPackages,
  fastifyPlugins,
  fastifySensible,
  feathers,
  fetchPonyfills,
  fullStackFrameworks,
  genericPool,
  googlePubsub,
  got,
  graphileWorker,
  graphql,
  graphqlYoga,
  grpc,
  h3,
  hapi,
  hapiJwt,
  healthChecks,
  hono,
  honoJwt,
  honoParts,
  httpErrors,
  identifiers,
  injectors,
  inversify,
  ioredis,
  ironSession,
  isomorphicUnfetch,
  jobSchedulers,
  jose,
  jsonwebtoken,
  jwtMiddleware,
  jwtPackages,
  kafkajs,
  knex,
  koa,
  ky,
  kysely,
  langchain,
  libsql,
  loggers,
  logins,
  mariadb,
  mcp,
  mercurius,
  mikroOrm,
  mongodb,
  mongoose,
  mssql,
  mysql2,
  nats,
  needle,
  nest,
  nestAxios,
  nestJwt,
  nestMicroservices,
  nestWebsockets,
  next,
  nextAuth,
  nextSafeAction,
  nexus,
  nitroGlobals,
  node,
  nodeAsyncHooks,
  nodeCrypto,
  nodeEvents,
  nodeFetch,
  nodeFs,
  nodeHttp,
  nodeNet,
  nodeProcesses,
  nodeUrl,
  nodeUtil,
  nodeVm,
  nodemailer,
  objection,
  ofetch,
  openai,
  oracledb,
  passingMiddleware,
  passport,
  pg,
  pgBoss,
  pgFormat,
  pgPromise,
  pglite,
  pino,
  planetscale,
  postgres,
  pothos,
  prisma,
  prismaAdapterPg,
  prismaAdapters,
  programRunners,
  rateLimiters,
  redis,
  request,
  restify,
  retries,
  sendgrid,
  sequelize,
  serverParts,
  serverless,
  sessions,
  shells,
  slack,
  slonik,
  smallJwt,
  smallRouters,
  smithy,
  snowflakeSdk,
  socketIo,
  socketIoClient,
  sqlLikeServices,
  sqlite,
  sqlite3,
  sqlstring,
  ssh,
  sshClients,
  stripe,
  supabase,
  superagent,
  tedious,
  telegramBots,
  testRunners,
  tracers,
  trpc,
  twilio,
  typeorm,
  undici,
  uwebsockets,
  validators,
  valueReaders,
  websocketClients,
  websocketPlugins,
  websocketProbers,
  winston,
  wreck,
  ws,
  zod,
];

/** What Marcus knows of libraries out of the box; a project's own sheets come on top of it. */
export const libraries = new Libraries(sheets);
