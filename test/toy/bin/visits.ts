#!/usr/bin/env node
import { main } from '../../../src/cli/main.ts';

await main({ program: 'visits', home: import.meta.dirname });
