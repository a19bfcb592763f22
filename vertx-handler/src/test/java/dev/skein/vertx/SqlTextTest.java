package dev.skein.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "select 1 | select ?",
        "select * from t1 where a=$1 and b = ? | select * from t1 where a=$1 and b = ?",
        "where name = 'O''Brien' and x = 2 | where name = ? and x = ?",
        "where path = 'C:\\\\' and x = 'a' | where path = ? and x = ?",
        "where price > 1.5e10 or y = -3 | where price > ? or y = -?",
        "insert into t values ('a', 'b', 0xFF) | insert into t values (?, ?, ?)",
        "where open = 'never closed | where open = ?",
        "where p = :1 and q = :name2 | where p = :1 and q = :name2",
        "select $$it's$$, $a$$$b$a$, $1 | select ?, ?, $1",
        "where name = $$never closed$ | where name = ?",
        "select `it` from `t2` where x = 3 | select `it` from `t2` where x = ?",
        "where data #>> '{a,b}' = 'x' and y #- 'z' = 1 | where data #>> ? = ? and y #- ? = ?"
      })
  void withoutLiterals(String query, String shown) {
    assertThat(SqlText.withoutLiterals(query)).isEqualTo(shown);
  }

  @Test
  void withoutLiterals_comments_areLeftOut() {
    assertThat(SqlText.withoutLiterals("select a /* don't */ from t -- it's\nwhere x = 1 # 2"))
        .isEqualTo("select a   from t  \nwhere x = ?  ");
  }

  /** What ends a text in one database does not in another one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "where path = 'C:\\' and password = 'hunter2'",
        "where name = 'it\\'s' and password = 'hunter2'",
        "where name = 'it\\'' and password = 'hunter2'",
        "where name = q'[it's]' and password = 'hunter2'",
        "where name = \"it's\" and password = \"hunter2\"",
        "where `it's` = 'a' and password = 'hunter2'",
        "/* /* */ ' */ where password = 'hunter2'",
        "select 1--'\nwhere password = 'hunter2'",
        "# it's\n where password = 'hunter2'"
      })
  void withoutLiterals_whereDialectsDiffer_showsNoLiteral(String query) {
    assertThat(SqlText.withoutLiterals(query)).doesNotContain("hunter2");
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
