package io.github.snaplabel.cli;

import io.github.snaplabel.cli.TableReport.Row;
import io.github.snaplabel.event.LogText;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Sizes the columns of a table.
 *
 * @param files all files that may be in the table
 * @param longestLabel length of the model's longest label
 * @param terminalColumns width of the terminal
 */
record TableLayout(ImageFiles files, int longestLabel, int terminalColumns) {
  private static final int MIN_PICTURE_COLUMNS = "PICTURE".length();
  private static final int MIN_LABEL_COLUMNS = "LABEL".length();
  private static final int PROBABILITY_COLUMNS = "PROBABILITY".length();
  private static final String GAP = "  ";

  /** Returns the columns of a table that has these rows only. */
  Columns columnsFor(List<Row> rows) {
    return columns(
        rows.stream().mapToInt(row -> width(row.picture())).max().orElse(0),
        rows.stream().mapToInt(row -> width(row.label())).max().orElse(0));
  }

  /** Returns the columns of a table that begins with these rows. */
  Columns columnsForMoreThan(List<Row> rows) {
    Columns begin = columnsFor(rows);
    int longestName =
        files.found().stream()
            .filter(ImageFiles.Found::expectedToBeImage)
            .mapToInt(file -> width(LogText.of(file.name())))
            .max()
            .orElse(0);
    return columns(Math.max(begin.picture(), longestName), Math.max(begin.label(), longestLabel));
  }

  /**
   * Sizes the columns; names too wide to leave space for the other columns get lines of their own.
   */
  private Columns columns(int longestName, int longestText) {
    int label = Math.max(longestText, MIN_LABEL_COLUMNS);
    int room = terminalColumns - label - PROBABILITY_COLUMNS - 2 * GAP.length();
    return new Columns(Math.max(Math.min(longestName, room), MIN_PICTURE_COLUMNS), label);
  }

  /** Returns the columns that a terminal needs for a text: East Asian characters take two. */
  private static int width(String text) {
    return text.codePoints().map(WCWidth::wcwidth).filter(columns -> columns > 0).sum();
  }

  /**
   * The widths of the first two columns.
   *
   * @param picture in terminal columns
   * @param label in terminal columns
   */
  record Columns(int picture, int label) {
    /** Returns a row, in two lines if the picture's name is wider than its column. */
    String line(Row row) {
      String rest = (padded(row.label(), label) + GAP + row.probability()).stripTrailing();
      return width(row.picture()) > picture
          ? row.picture() + System.lineSeparator() + " ".repeat(picture) + GAP + rest
          : padded(row.picture(), picture) + GAP + rest;
    }

    private static String padded(String text, int columns) {
      return text + " ".repeat(Math.max(0, columns - width(text)));
    }
  }
}
