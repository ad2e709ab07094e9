import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Telegram bots',
  packages: ['telegraf', 'node-telegram-bot-api', 'grammy'],
});
