package dev.skein.viewer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlowClientsTest {
  private static final long NO_PATIENCE = 0;
  private static final long FOREVER = Long.MAX_VALUE / 4;

  private final AtomicLong clock = new AtomicLong();
  private final List<String> givenUp = new ArrayList<>();

  private SlowClients.Place place(SlowClients clients, String name) {
    return clients.place(() -> givenUp.add(name));
  }

  @Test
  void clients_areWaitedFor_whileThereArePlaces() throws Exception {
    SlowClients clients = new SlowClients(2, NO_PATIENCE, 0, clock::get);

    for (int i = 0; i < 10; i++) {
      SlowClients.Place first = place(clients, "first");
      first.enter();
      SlowClients.Place second = place(clients, "second");
      second.enter();
      first.leave();
      second.leave();
    }

    assertThat(givenUp).isEmpty();
  }

  @Test
  void clientThatIsWaitedForLongest_makesRoomForTheNext() throws Exception {
    SlowClients clients = new SlowClients(2, NO_PATIENCE, 0, clock::get);
    for (String name : List.of("first", "second", "third", "fourth")) {
      place(clients, name).enter();
      clock.incrementAndGet();
    }

    assertThat(givenUp).containsExactly("first", "second");
  }

  @Test
  void clientThatTakesLittleNowAndThen_isNotTakenForQuick() throws Exception {
    SlowClients clients = new SlowClients(2, NO_PATIENCE, 0, clock::get);
    SlowClients.Place dripping = place(clients, "dripping");
    dripping.enter();
    clock.set(10);
    dripping.leave();
    place(clients, "other").enter();
    clock.set(11);
    dripping.enter();

    clock.set(12);
    place(clients, "next").enter();

    assertThat(givenUp).containsExactly("dripping");
  }

  @Test
  void patience_isForAllOfTheWaiting() throws Exception {
    SlowClients clients = new SlowClients(1, 10, 0, clock::get);
    SlowClients.Place first = place(clients, "first");
    first.enter();
    clock.set(9);
    first.leave();
    first.enter();
    clock.set(10);

    place(clients, "second").enter();

    assertThat(givenUp).containsExactly("first");
  }

  @Test
  void nobodyIsGivenUp_beforeThePatienceIsOver() throws Exception {
    placeThatIsLeft_isTaken(new SlowClients(1, FOREVER, 0, clock::get));
  }

  @Test
  void nobodyIsGivenUp_whileAPlaceMayBecomeFree() throws Exception {
    placeThatIsLeft_isTaken(new SlowClients(1, NO_PATIENCE, FOREVER, clock::get));
  }

  private void placeThatIsLeft_isTaken(SlowClients clients) throws Exception {
    SlowClients.Place first = place(clients, "first");
    first.enter();
    CompletableFuture<Void> entering = new CompletableFuture<>();
    Thread second =
        new Thread(
            () -> {
              try {
                place(clients, "second").enter();
                entering.complete(null);
              } catch (InterruptedException | RuntimeException e) {
                entering.completeExceptionally(e);
              }
            });
    second.start();

    first.leave();

    entering.get();
    assertThat(givenUp).isEmpty();
  }

  @Test
  void clientThatIsGivenUp_mayLeave_andTakesNoPlaceOfOthers() throws Exception {
    SlowClients clients = new SlowClients(1, NO_PATIENCE, 0, clock::get);
    SlowClients.Place first = place(clients, "first");
    first.enter();
    place(clients, "second").enter();
    first.leave();

    place(clients, "third").enter();

    assertThat(givenUp).containsExactly("first", "second");
  }
}
