// What the operations table shows of the API's answer.

const KINDS = {SERVER: 'server', CLIENT: 'client', PRODUCER: 'producer', CONSUMER: 'consumer', INTERNAL: 'internal'};

/** The table's columns; `help` says what a number means. */
export const COLUMNS = [
  {id: 'operation', text: 'Operation', value: ({sortName}) => sortName},
  {id: 'count', text: 'Count', value: ({count}) => count, down: true, help: 'Spans of this name'},
  {id: 'rate', text: 'Per min', value: ({ratePerMinute}) => ratePerMinute, down: true, help: 'Spans a minute'},
  {id: 'errors', text: 'Errors', value: ({errorCount}) => errorCount, down: true, help: 'Spans whose status is an error'},
  {id: 'share', text: '%', value: ({errorShare}) => errorShare, down: true, help: 'Errors of all spans of this name'},
  {id: 'p50', text: 'p50', value: ({p50Nanos}) => p50Nanos, down: true, help: 'Half of the spans took at most this'},
  {id: 'p95', text: 'p95', value: ({p95Nanos}) => p95Nanos, down: true, help: '95 % of the spans took at most this'},
  {id: 'p99', text: 'p99', value: ({p99Nanos}) => p99Nanos, down: true, help: '99 % of the spans took at most this'},
  {id: 'max', text: 'Max', value: ({maxNanos}) => maxNanos, down: true, help: 'The slowest span'},
  {id: 'total', text: 'Total', value: ({totalNanos}) => totalNanos, down: true,
    help: 'The time that all spans of this name took together; the bar is its share of the time of all spans shown'},
];

/** What an operation is known by in an address. */
export function operationId({service, name, kind}) {
  return JSON.stringify([service, name, kind]);
}

/** The operations with what is computed from them. */
export function operationsModel({windowMillis, operations}) {
  return {
    windowMillis,
    services: [...new Set(operations.map(({service}) => service))].sort(),
    operations: operations.map((operation) => ({
      ...operation,
      id: operationId(operation),
      kindText: KINDS[operation.kind] ?? 'internal',
      sortName: `${operation.service}\n${operation.name}\n${operation.kind}`,
      errorShare: operation.count > 0 ? Math.min(1, operation.errorCount / operation.count) : 0,
    })),
  };
}

/** Those of a service (empty: of all) whose name or service has each word of a text. */
export function filtered(operations, service, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter((operation) => {
    const content = `${operation.service} ${operation.name} ${operation.kindText}`.toLowerCase();
    return (service === '' || operation.service === service) && words.every((word) => content.includes(word));
  });
}

/** "1,204", "12.5", "0.3", "<0.1". */
export function rateText(perMinute) {
  if (!(perMinute > 0)) {
    return '0';
  }
  if (perMinute < 0.1) {
    return '<0.1';
  }
  return perMinute.toLocaleString('en-US', {maximumFractionDigits: perMinute < 100 ? 1 : 0});
}
