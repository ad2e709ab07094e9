import './map.css';
import { findHost } from './host';
import { MapPage } from './page';

new MapPage(findHost()).start();
