package dev.skein.testkit.contract;

import java.util.List;
import java.util.Map;

/**
 * What was seen of a case from outside.
 *
 * @param port of the server
 * @param results what the application got, call by call
 * @param requests what the server got
 * @param notes what the server noted down besides
 */
record ClientObservation(
    int port, List<CallResult> results, List<TargetRequest> requests, Map<String, Object> notes) {
  ClientObservation {
    results = List.copyOf(results);
    requests = List.copyOf(requests);
    notes = Map.copyOf(notes);
  }
}
