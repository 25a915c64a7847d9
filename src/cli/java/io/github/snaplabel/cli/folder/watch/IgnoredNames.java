package io.github.snaplabel.cli.folder.watch;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of files and folders that are ignored in a folder: hidden ones, such as what macOS and
 * Git leave behind, partial downloads, and editors' backups.
 */
public final class IgnoredNames {
  private static final Pattern IGNORED = Pattern.compile("\\..*|.*(\\.part|\\.crdownload|~)");

  private IgnoredNames() {}

  /** Returns whether a file name, without its folder, is ignored. */
  public static boolean contain(String name) {
    return IGNORED.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
