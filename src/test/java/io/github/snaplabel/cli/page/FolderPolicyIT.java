package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.ModelAnswers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests what the Content-Security-Policy of a folder's page blocks and allows. */
class FolderPolicyIT extends OpenFolder {
  @ParameterizedTest
  @MethodSource("io.github.snaplabel.cli.page.Injections#all")
  void injectedContentDoesNothing(String injection) {
    Injections.assertStopped(browser, injection);
  }

  @Test
  void thePolicyNamesNothingUnsafe() {
    assertThat(
            browser
                .driver()
                .executeAsyncScript(
                    """
                    const done = arguments[0];
                    fetch(location).then(page => done(page.headers.get('content-security-policy')));
                    """))
        .asString()
        .startsWith("default-src 'none';")
        .doesNotContain("unsafe");
  }

  @Test
  void everythingThePageDoesIsAllowed() throws Exception {
    put(ALP, "<img src=x onerror=alert(1)>.jpg");
    awaitPicture(finished("<img src=x onerror=alert(1)>.jpg"));
    browser.element("summary").click();
    browser.element("#filter").sendKeys(ModelAnswers.selfTestTag());

    assertThat(browser.console()).isEmpty();
  }
}
