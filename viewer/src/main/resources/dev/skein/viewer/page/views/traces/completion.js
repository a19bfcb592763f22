import {get} from '../../api.js';
import {quoted} from '../../search.js';
import {wordAt} from './query-text.js';

const MOST = 12;
const OLD_MILLIS = 5000;

const KEYS = [
  ['service:', 'of a service'],
  ['operation:', 'of exactly this name'],
  ['status:error', 'failed'],
  ['status:ok', 'traces without a failure'],
  ['duration>', 'a span that took longer'],
  ['duration<', 'a span that took less'],
  ['total>', 'traces that took longer'],
  ['total<', 'traces that took less'],
  ['has:', 'has an attribute'],
  ['caller:', 'called by a service'],
];
const DURATIONS = ['1ms', '10ms', '100ms', '1s', '10s'];

/** What the search box proposes while one types, from what the store holds. */
export class Completion {
  #asked = new Map();

  /**
   * What may stand in place of the word at a position: `[{text, help}]`. One that is not finished
   * ends with an operator.
   */
  async at(text, position) {
    const word = wordAt(text, position);
    const proposals = word.key === '' ? await this.#keys(word.value) : await this.#values(word);
    const typed = text.slice(word.start, word.end);
    return proposals.filter((one) => one.text !== typed).slice(0, MOST);
  }

  async #keys(typed) {
    const keys = KEYS.filter(([key]) => key.startsWith(typed.toLowerCase()))
      .map(([key, help]) => ({text: key, help}));
    if (typed === '') {
      return keys;
    }
    const [services, attributes] = await Promise.all([this.#services(), this.#attributes()]);
    const proposals = [
      ...keys,
      ...matching(services.map(({name}) => name), typed)
        .map((name) => ({text: `service:${quoted(name)}`, help: 'service'})),
      ...matching(operationsOf(services), typed)
        .map((name) => ({text: `operation:${quoted(name)}`, help: 'operation'})),
      ...matching(attributes, typed)
        .map((name) => ({text: `${quoted(name)}=`, help: 'attribute'})),
    ];
    return proposals;
  }

  async #values({key, value}) {
    const of = (values) => matching(values, value).map((one) => ({text: key + quoted(one), help: ''}));
    switch (key) {
      case 'service:':
      case 'caller:':
        return of((await this.#services()).map(({name}) => name));
      case 'operation:':
        return of(operationsOf(await this.#services()));
      case 'status:':
        return of(['error', 'ok']);
      case 'has:':
        return of(await this.#attributes());
      default:
        return /^(duration|total)/.test(key)
          ? of(DURATIONS)
          : of((await this.#ask('/api/attributes', {name: key.slice(0, -1), prefix: value})).values ?? []);
    }
  }

  async #services() {
    return (await this.#ask('/api/services', {})).services ?? [];
  }

  async #attributes() {
    return (await this.#ask('/api/attributes', {})).names ?? [];
  }

  /** An answer of the last seconds; one that does not come proposes nothing. */
  #ask(path, params) {
    const key = `${path} ${JSON.stringify(params)}`;
    const known = this.#asked.get(key);
    if (known && performance.now() - known.at < OLD_MILLIS) {
      return known.answer;
    }
    if (this.#asked.size > 50) {
      this.#asked.clear();
    }
    const answer = get(path, params).catch(() => ({}));
    this.#asked.set(key, {at: performance.now(), answer});
    return answer;
  }
}

function operationsOf(services) {
  return [...new Set(services.flatMap(({operations}) => operations))];
}

/** Those that begin with what was typed, then those that have it elsewhere. */
function matching(values, typed) {
  const wanted = typed.toLowerCase();
  const where = (value) => value.toLowerCase().indexOf(wanted);
  return values.filter((value) => where(value) >= 0)
    .sort((a, b) => (where(a) > 0) - (where(b) > 0) || (a < b ? -1 : 1));
}
