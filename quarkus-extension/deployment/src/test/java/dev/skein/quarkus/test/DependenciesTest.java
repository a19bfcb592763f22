package dev.skein.quarkus.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DependenciesTest {
  /** Besides Skein's own jars only what every application with an HTTP server or client has. */
  @Test
  void extension_bringsNoOtherLibrary() throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("..", "runtime", "pom.xml").toFile())
            .getDocumentElement();
    NodeList dependencies = project.getElementsByTagName("dependency");
    List<String> brought = new ArrayList<>();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      boolean optional = text(dependency, "optional").equals("true");
      boolean needed = Set.of("", "compile", "runtime").contains(text(dependency, "scope"));
      if (needed && !optional) {
        brought.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
      }
    }

    assertThat(brought)
        .containsExactlyInAnyOrder(
            "dev.skein:skein-core",
            "dev.skein:skein-vertx",
            "io.quarkus:quarkus-arc",
            "io.quarkus:quarkus-vertx");
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
