#!/usr/bin/env node
import { main } from '../src/cli/main.ts';

await main({ program: 'pooling', home: import.meta.dirname });
