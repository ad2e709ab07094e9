import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Browser frameworks',
  packages: [
    'react',
    'react-dom',
    'react-dom/*',
    'vue',
    'svelte',
    '@angular/*',
    'solid-js',
    'preact',
    'react-native',
    'lit',
    'jquery',
  ],
});
