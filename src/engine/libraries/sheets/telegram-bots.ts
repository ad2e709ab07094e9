import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Telegram bots',
  packages: ['telegraf', 'node-telegram-bot-api', 'grammy'],
  secrets: [
    {
      path: ['', 'Telegraf', 'Bot'],
      argument: 0,
      variable: 'BOT_TOKEN',
      calledAs: ['Telegraf', 'TelegramBot'],
    },
  ],
});
