package dev.skein.quarkus.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTemplatesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '',        '',       '',                    /
          '',        /,        /,                     /
          '',        /items,   '',                    /items
          '',        items/,   /,                     /items
          /api,      items,    {id},                  /api/items/{id}
          /api,      '',       /{id}/,                /api/{id}
          '',        /a,       '{id: \\d+}',          /a/{id}
          '',        /a,       '{ id : [a-z]{2,3} }', /a/{id}
          '',        /a,       '{x}-{y: .+}.txt',     /a/{x}-{y}.txt
          """)
  void join_putsOneSlashBetweenAndLeavesPatternsOut(
      String prefix, String classPath, String methodPath, String route) {
    assertThat(RouteTemplates.join(prefix, classPath, methodPath)).isEqualTo(route);
  }
}
