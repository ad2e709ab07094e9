import fullObjectBroadcast from '../../../rules/websocket/full-object-broadcast/rule';
import { ruleTests } from '../rule-tester';

const pg =
  "const { Server } = require('socket.io');\nconst { Pool } = require('pg');\nconst io = new Server();\nconst pool = new Pool();\n";
const files = {
  'migrations/001.sql': 'CREATE TABLE tickets (id int PRIMARY KEY, title text, status text, notes text);',
};

ruleTests(fullObjectBroadcast, {
  files,
  invalid: [
    {
      name: 'a list that the process keeps, sent under its own name after each update',
      code: "const { Server } = require('socket.io');\nconst io = new Server(3000);\nlet todos = [];\nio.on('connection', (socket) => {\n  socket.on('update-store', (updated) => { todos = updated; socket.broadcast.emit('todos', «todos»); });\n});\n",
    },
    {
      name: 'to those of all sockets that a condition picks',
      code: `
        const { WebSocketServer } = require('ws');
        const { Pool } = require('pg');
        const pool = new Pool();
        const wss = new WebSocketServer({ port: 1 });
        exports.update = async (id) => {
          const { rows } = await pool.query('UPDATE devices SET active = true WHERE id = $1 RETURNING *', [id]);
          for (const client of wss.clients)
            if (client.deviceId === id) client.send(JSON.stringify({ type: 'device:updated', data: «rows[0]» }));
        };
      `,
    },
    {
      name: 'the row of RETURNING *',
      code: `${pg}async function close(id) {\n  const { rows } = await pool.query("UPDATE tickets SET status = 'closed' WHERE id = $1 RETURNING *", [id]);\n  io.to(\`ticket:\${id}\`).emit('ticket:updated', «rows[0]»);\n}`,
      messages: [
        "'ticket:updated' sends all of rows[0] (tickets) to say that something of it changed: bytes for everyone in the room, and columns that were never meant for them. Send the id and what changed.",
      ],
      related: [1],
    },
    {
      name: 'the row under a name',
      code: `${pg}async function close(id) {\n  const result = await pool.query('UPDATE tickets SET status = $2 WHERE id = $1 RETURNING *', [id, 'closed']);\n  const ticket = result.rows[0];\n  io.to('a').emit('ticket-changed', «ticket»);\n}`,
    },
    {
      name: 'the row from a pattern',
      code: `${pg}async function close(id) {\n  const { rows: [ticket] } = await pool.query('UPDATE tickets SET status = $2 WHERE id = $1 RETURNING *', [id, 'closed']);\n  io.to('a').emit('ticketUpdate', { «ticket» });\n}`,
    },
    {
      name: 'a spread of the row',
      code: `${pg}async function close(id) {\n  const { rows } = await pool.query('SELECT * FROM tickets WHERE id = $1', [id]);\n  io.to('a').emit('ticket:status', { «...rows[0]», at: Date.now() });\n}`,
    },
    {
      name: 'the row as a member',
      code: `${pg}async function close(id) {\n  const { rows } = await pool.query('SELECT * FROM tickets WHERE id = $1', [id]);\n  io.to('a').emit('TICKET_UPDATED', { type: 'x', payload: «rows[0]» });\n}`,
    },
    {
      name: 'all rows',
      code: `${pg}async function changed() {\n  const { rows } = await pool.query('SELECT * FROM tickets');\n  io.to('a').emit('tickets:updated', «rows»);\n}`,
      messages: [
        "'tickets:updated' sends all of rows (tickets) to say that something in it changed: the message grows with the collection. Send the id and what changed.",
      ],
    },
    {
      name: 'a collection that the process keeps',
      code: "const { Server } = require('socket.io');\nconst io = new Server();\nconst todos = [];\nio.on('connection', (socket) => {\n  socket.on('toggle', (id) => {\n    todos.find((todo) => todo.id === id).done = true;\n    io.to('all').emit('todos:update', «todos»);\n  });\n});",
    },
    {
      name: 'the values of a Map',
      code: "const { Server } = require('socket.io');\nconst io = new Server();\nconst games = new Map();\nconst moved = (id) => io.to(id).emit('games changed', «[...games.values()]»);",
    },
    {
      name: 'what an ORM returned',
      path: 'src/tickets.ts',
      code: "import { PrismaClient } from '@prisma/client';\nimport { Server } from 'socket.io';\nconst prisma = new PrismaClient();\nconst io = new Server();\nexport async function close(id: string) {\n  const ticket = await prisma.ticket.update({ where: { id }, data: { status: 'closed' } });\n  io.to(id).emit('ticket:updated', «ticket»);\n}",
      files: {
        'prisma/schema.prisma': 'model Ticket {\n  id String @id\n  status String\n  notes String\n}',
      },
    },
    {
      name: 'a document of Mongoose',
      code: "const mongoose = require('mongoose');\nconst { Server } = require('socket.io');\nconst Ticket = mongoose.model('Ticket', new mongoose.Schema({ status: String }));\nconst io = new Server();\nasync function close(id) {\n  const ticket = await Ticket.findByIdAndUpdate(id, { status: 'closed' }, { new: true });\n  io.to(id).emit('ticket:updated', «ticket»);\n  io.to(id).emit('ticket:changed', «ticket.toObject()»);\n}",
    },
    {
      name: 'an entity that was changed and saved',
      code: "const mongoose = require('mongoose');\nconst { Server } = require('socket.io');\nconst Ticket = mongoose.model('Ticket', new mongoose.Schema({ status: String }));\nconst io = new Server();\nasync function close(id) {\n  const ticket = await Ticket.findById(id);\n  ticket.status = 'closed';\n  await ticket.save();\n  io.to(id).emit('ticket updated', «ticket»);\n}",
    },
    {
      name: 'knex with returning *',
      code: "const db = require('knex')({});\nconst io = require('socket.io')(server);\nasync function close(id) {\n  const [ticket] = await db('tickets').where({ id }).update({ status: 'closed' }).returning('*');\n  io.to(id).emit('ticket:updated', «ticket»);\n}",
    },
    {
      name: 'a function of another file that returns the row',
      code: "const { updateTicket } = require('./repository');\nconst io = require('socket.io')(server);\nasync function close(id) {\n  const ticket = await updateTicket(id, 'closed');\n  io.to(id).emit('ticket:updated', «ticket»);\n}",
      files: {
        'src/repository.js':
          "const { Pool } = require('pg');\nconst pool = new Pool();\nasync function updateTicket(id, status) {\n  const { rows } = await pool.query('UPDATE tickets SET status = $2 WHERE id = $1 RETURNING *', [id, status]);\n  return rows[0];\n}\nmodule.exports = { updateTicket };",
      },
    },
    {
      name: 'to a room of its own',
      code: `const { Pool } = require('pg');\nconst pool = new Pool();\nconst { realtime } = require('./realtime');\nasync function close(id) {\n  const { rows } = await pool.query('UPDATE tickets SET status = $2 WHERE id = $1 RETURNING *', [id, 'closed']);\n  realtime.broadcastToRoom(id, 'ticket:update', «rows[0]»);\n}`,
    },
    {
      name: 'to everyone, in a loop',
      code: `const { Pool } = require('pg');\nconst { WebSocketServer } = require('ws');\nconst wss = new WebSocketServer({ port: 1 });\nconst pool = new Pool();\nasync function close(id) {\n  const { rows } = await pool.query('UPDATE tickets SET status = $2 WHERE id = $1 RETURNING *', [id, 'closed']);\n  const frame = JSON.stringify({ type: 'ticket:updated', ticket: «rows[0]» });\n  wss.clients.forEach((client) => client.send(frame));\n}`,
    },

    {
      name: 'one object that is event and payload, to a room of its own',
      code: "const { Pool } = require('pg');\nconst pool = new Pool();\nconst rooms = new Map();\nfunction broadcast(room, message) {\n  for (const ws of rooms.get(room) ?? []) ws.send(JSON.stringify(message));\n}\nasync function close(id) {\n  const { rows } = await pool.query('UPDATE tickets SET status = $2 WHERE id = $1 RETURNING *', [id, 'closed']);\n  broadcast(`room:${id}`, { type: 'ticket:updated', data: «rows[0]» });\n}",
    },
    {
      name: 'a collection that a class keeps',
      path: 'src/board.ts',
      code: "import { Server } from 'socket.io';\nexport class Board {\n  private cards: string[] = [];\n  constructor(private readonly io: Server) {}\n  move(i: number) {\n    this.cards[i] = 'x';\n    this.io.to('board').emit('cards:updated', «this.cards»);\n  }\n}",
    },
    {
      name: 'an entity of TypeORM that was saved',
      path: 'src/tickets.ts',
      code: "import { Repository } from 'typeorm';\nimport { InjectRepository } from '@nestjs/typeorm';\nimport { Server } from 'socket.io';\nimport { Ticket } from './ticket.entity';\nexport class Tickets {\n  constructor(@InjectRepository(Ticket) private readonly tickets: Repository<Ticket>, private readonly io: Server) {}\n  async close(id: number) {\n    const ticket = await this.tickets.findOneBy({ id });\n    ticket.status = 'closed';\n    const saved = await this.tickets.save(ticket);\n    this.io.to('a').emit('ticketUpdated', «saved»);\n  }\n}",
      files: {
        'src/ticket.entity.ts':
          "import { Entity, Column, PrimaryGeneratedColumn } from 'typeorm';\n@Entity()\nexport class Ticket {\n  @PrimaryGeneratedColumn() id: number;\n  @Column() status: string;\n}",
      },
    },
    {
      name: 'all columns by returning() of Drizzle',
      path: 'src/tickets.ts',
      code: "import { drizzle } from 'drizzle-orm/node-postgres';\nimport { pgTable, serial, text } from 'drizzle-orm/pg-core';\nimport { eq } from 'drizzle-orm';\nimport { Server } from 'socket.io';\nconst io = new Server();\nconst tickets = pgTable('tickets', { id: serial('id').primaryKey(), status: text('status') });\nconst db = drizzle(process.env.DATABASE_URL);\nexport async function close(id: number) {\n  const [ticket] = await db.update(tickets).set({ status: 'closed' }).where(eq(tickets.id, id)).returning();\n  io.to('a').emit('ticket:updated', «ticket»);\n}",
    },
    {
      name: 'a model of Sequelize',
      code: "const { Sequelize, DataTypes } = require('sequelize');\nconst io = require('socket.io')(server);\nconst sequelize = new Sequelize(url);\nconst Ticket = sequelize.define('Ticket', { status: DataTypes.STRING });\nasync function close(id) {\n  const ticket = await Ticket.findByPk(id);\n  await ticket.update({ status: 'closed' });\n  io.to(id).emit('ticket:updated', «ticket.toJSON()»);\n}",
    },
  ],
  valid: [
    {
      name: 'a list that is sent under its name when somebody joins',
      code: "const { Server } = require('socket.io');\nconst io = new Server(3000);\nconst players = [];\nio.on('connection', (socket) => {\n  socket.on('join', (name) => { players.push(name); io.emit('players', players); });\n});\n",
    },
    {
      name: 'a created event',
      code: `${pg}async function create() {\n  const { rows } = await pool.query('INSERT INTO tickets (title) VALUES ($1) RETURNING *', ['x']);\n  io.to('a').emit('ticket:created', rows[0]);\n  io.to('a').emit('newTicket', rows[0]);\n}`,
    },
    {
      name: 'an explicit pick',
      code: `${pg}async function close(id) {\n  const { rows } = await pool.query('UPDATE tickets SET status = $2 WHERE id = $1 RETURNING *', [id, 'closed']);\n  io.to('a').emit('ticket:updated', { id: rows[0].id, status: rows[0].status });\n}`,
    },
    {
      name: 'an id and what changed',
      code: `${pg}async function close(id, changes) {\n  io.to('a').emit('ticket:updated', { id, changes });\n}`,
    },
    {
      name: 'columns that are listed',
      code: `${pg}async function close(id) {\n  const { rows } = await pool.query('UPDATE tickets SET status = $2 WHERE id = $1 RETURNING id, status', [id, 'closed']);\n  io.to('a').emit('ticket:updated', rows[0]);\n}`,
    },
    {
      name: 'a field of the row',
      code: `${pg}async function close(id) {\n  const { rows } = await pool.query('SELECT * FROM tickets WHERE id = $1', [id]);\n  io.to('a').emit('ticket:updated', rows[0].status);\n}`,
    },
    {
      name: 'made something else',
      code: `${pg}async function changed() {\n  const { rows } = await pool.query('SELECT * FROM tickets LIMIT 5');\n  io.to('a').emit('tickets:updated', rows.map((row) => row.id));\n  io.to('a').emit('tickets:updated', toView(rows[0]));\n}\nfunction toView(row) {\n  return { id: row.id };\n}`,
    },
    {
      name: 'Prisma with select',
      path: 'src/tickets.ts',
      code: "import { PrismaClient } from '@prisma/client';\nimport { Server } from 'socket.io';\nconst prisma = new PrismaClient();\nconst io = new Server();\nexport async function close(id: string) {\n  const ticket = await prisma.ticket.update({ where: { id }, data: { status: 'closed' }, select: { id: true, status: true } });\n  io.to(id).emit('ticket:updated', ticket);\n}",
      files: { 'prisma/schema.prisma': 'model Ticket {\n  id String @id\n  status String\n}' },
    },
    {
      name: 'what somebody gave',
      code: `${pg}function relay(ticket) {\n  io.to('a').emit('ticket:updated', ticket);\n}`,
    },
    {
      name: 'what the request changes',
      code: `${pg}router.patch('/:id', (req, res) => {\n  io.to(req.params.id).emit('ticket:updated', req.body);\n});`,
    },
    {
      name: 'an answer to one client',
      code: `${pg}io.on('connection', async (socket) => {\n  const { rows } = await pool.query('SELECT * FROM tickets LIMIT 5');\n  socket.emit('tickets:updated', rows);\n});`,
    },
    {
      name: 'a deleted event',
      code: `${pg}async function remove(id) {\n  const { rows } = await pool.query('DELETE FROM tickets WHERE id = $1 RETURNING *', [id]);\n  io.to('a').emit('ticket:deleted', rows[0]);\n}`,
    },
    {
      name: 'a list of a moment',
      code: `${pg}function changed(ids) {\n  const changes = [];\n  for (const id of ids) changes.push({ id });\n  io.to('a').emit('tickets:updated', changes);\n}`,
    },
    {
      name: 'a test',
      path: 'test/a.test.js',
      code: `${pg}async function close(id) {\n  const { rows } = await pool.query('SELECT * FROM tickets WHERE id = $1', [id]);\n  io.to('a').emit('ticket:updated', rows[0]);\n}`,
    },

    {
      name: 'attributes of Sequelize',
      code: "const { Sequelize, DataTypes } = require('sequelize');\nconst io = require('socket.io')(server);\nconst sequelize = new Sequelize(url);\nconst Ticket = sequelize.define('Ticket', { status: DataTypes.STRING });\nasync function close(id) {\n  const ticket = await Ticket.findByPk(id, { attributes: ['id', 'status'] });\n  io.to(id).emit('ticket:updated', ticket);\n}",
    },
    {
      name: 'select of Mongoose',
      code: "const mongoose = require('mongoose');\nconst io = require('socket.io')(server);\nconst Ticket = mongoose.model('Ticket', new mongoose.Schema({ status: String }));\nasync function close(id) {\n  const ticket = await Ticket.findById(id).select('status');\n  io.to(id).emit('ticket:updated', ticket);\n}",
    },
  ],
});
