package dev.skein.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "select 1 | select ?",
        "select * from t1 where a=$1 and b = ? | select * from t1 where a=$1 and b = ?",
        "where name = 'O''Brien' and x = 2 | where name = ? and x = ?",
        "where name = 'it\\'s' and x = 2 | where name = ? and x = ?",
        "where price > 1.5e10 or y = -3 | where price > ? or y = -?",
        "insert into t values ('a', 'b', 0xFF) | insert into t values (?, ?, ?)",
        "where open = 'never closed | where open = ?",
        "where p = :1 and q = :name2 | where p = :1 and q = :name2"
      })
  void withoutLiterals(String query, String shown) {
    assertThat(SqlText.withoutLiterals(query)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"select 1, SELECT", "' \n update t', UPDATE", "(select 1), ", "12, ", "'', "})
  void operation(String query, String operation) {
    assertThat(SqlText.operation(query)).isEqualTo(operation);
  }

  @Test
  void operation_ofNothing_isNone() {
    assertThat(SqlText.operation(null)).isNull();
    assertThat(SqlText.operation("averyveryverylongword")).isNull();
  }
}
