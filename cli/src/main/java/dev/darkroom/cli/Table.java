package dev.darkroom.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Items of a list as lines that stand beneath each other.
final class Table {

    private static final int WIDEST = 60;

    private Table() {}

    /// @param columns fields of the items; one that an item does not have stays empty
    static List<String> of(JsonNode items, String... columns) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(columns));
        items.forEach(item -> rows.add(
                List.of(columns).stream().map(column -> cell(item.path(column))).toList()));
        return rows.stream().map(row -> line(row, widths(rows, columns.length))).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }

    private static int[] widths(List<List<String>> rows, int columns) {
        var widths = new int[columns];
        for (var row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /// What came from elsewhere must not move the cursor.
    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        var text = (value.isValueNode() ? value.asString("") : value.toString()).replaceAll("\\p{Cntrl}", " ");
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}
