package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.snaplabel.cli.ModelAnswers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** Tests a folder's page while its command is not running. */
class FolderConnectionIT extends OpenFolder {
  private static final String LOST = "The connection to the command was lost.";

  @Test
  void aLostConnectionIsReportedAndChangesAreShownAfterReconnecting() throws Exception {
    put(ALP, "stays.jpg");
    put(ALP, "goes.jpg");
    finished("stays.jpg");
    finished("goes.jpg");

    end();
    assertThat(browser.element("#offline").getText()).startsWith(LOST);
    assertThat(browser.announcements()).contains(LOST);
    assertThat(names()).containsExactlyInAnyOrder("goes.jpg", "stays.jpg");
    put(BARN, "comes.jpg");
    Files.delete(folder.resolve("goes.jpg"));

    browser
        .driver()
        .executeScript(
            """
            document.querySelectorAll('.card img').forEach(image => { image.loading = 'eager'; });
            document.querySelectorAll('.card img').forEach(image => { image.src += '&lost'; });
            scrollTo(0, document.documentElement.scrollHeight);
            """);
    browser.await(any -> any.elements(".no-preview").stream().anyMatch(WebElement::isDisplayed));
    assertThat(
            browser
                .driver()
                .executeScript(
                    "const {top} = document.querySelector('#offline').getBoundingClientRect();"
                        + " return top >= 0 && top < innerHeight"))
        .as("the sentence is in sight")
        .isEqualTo(true);

    startAgain();
    browser.await(any -> any.elements(".no-preview").stream().noneMatch(WebElement::isDisplayed));
    assertThat(text(finished("comes.jpg"), ".label-name")).isEqualTo(labelOfBarn());
    assertThat(names()).containsExactly("comes.jpg", "stays.jpg");
    assertThat(browser.announcements()).contains("The connection is back.");
    put(ALP, "later.jpg");
    assertThat(text(finished("later.jpg"), ".label-name")).isEqualTo(ModelAnswers.selfTestTag());
  }

  @Test
  void anotherServerOnItsPortIsNotMistakenForTheCommand() throws Exception {
    put(ALP, "a.jpg");
    finished("a.jpg");

    end();
    HttpServer other =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), function.root().getPort()), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    other.start();
    try {
      browser.await(any -> any.console().stream().anyMatch(line -> line.contains("404")));
      assertThat(browser.element("#offline").isDisplayed()).isTrue();
    } finally {
      other.stop(0);
    }

    startAgain();
    assertThat(text(finished("a.jpg"), ".label-name")).isEqualTo(ModelAnswers.selfTestTag());
  }
}
