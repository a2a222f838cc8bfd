package studio.dictation.query.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** The layout as {@code docs/redis-layout.md} describes it, so that code and a live Redis can be held against it. */
public record RedisLayout(List<Family> families) {
    /** The document, seen from the folder of a module. */
    public static final Path DOCUMENT = Path.of("..", "docs", "redis-layout.md");

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final int KEY_CELLS = 6;
    private static final int FIELD_CELLS = 3;

    /** Reads the tables of the document. */
    public static RedisLayout parse(Path document) throws IOException {
        List<Family> families = new ArrayList<>();
        Set<Integer> databases = Set.of();
        Family described = null;
        for (var line : Files.readAllLines(document)) {
            if (line.startsWith("## ")) {
                databases = NUMBER.matcher(line).results()
                        .map(number -> Integer.valueOf(number.group()))
                        .collect(Collectors.toSet());
                described = null;
            } else if (line.startsWith("### ")) {
                described = named(families, unquoted(line.substring(4)));
            } else if (line.startsWith("| `")) {
                var cells = Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
                if (described == null) {
                    families.add(family(databases, cells, line));
                } else if (cells.size() == FIELD_CELLS) {
                    described.fields.add(unquoted(cells.getFirst()));
                } else {
                    throw new IllegalArgumentException("A field has three cells: " + line);
                }
            }
        }
        return new RedisLayout(families);
    }

    /** The families that a key of a database belongs to: one, if all is well. */
    public List<Family> familiesOf(int database, String key) {
        return families.stream()
                .filter(family -> family.databases.contains(database) && matches(family.pattern, key))
                .toList();
    }

    /** Another one for other keys, fields, types or expiries of a projection; what stands in words counts for nothing. */
    public String checksum(String owner) {
        var checksum = new CRC32();
        families.stream()
                .filter(family -> family.owner.equals(owner))
                .map(family -> String.join(
                        "|", family.pattern, family.type, family.expires, new TreeSet<>(family.fields).toString()))
                .sorted()
                .forEach(line -> checksum.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    private static Family family(Set<Integer> databases, List<String> cells, String line) {
        if (cells.size() != KEY_CELLS) {
            throw new IllegalArgumentException("A key has six cells: " + line);
        }
        return new Family(databases, unquoted(cells.get(0)), cells.get(2), cells.get(3), cells.get(4),
                new LinkedHashSet<>());
    }

    private static Family named(List<Family> families, String pattern) {
        return families.stream().filter(family -> family.pattern.equals(pattern)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No key has the pattern " + pattern));
    }

    private static boolean matches(String pattern, String text) {
        var regex = new StringBuilder();
        var matcher = PLACEHOLDER.matcher(pattern);
        var from = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(pattern.substring(from, matcher.start())));
            regex.append(switch (matcher.group(1)) {
                case "email" -> "[^:\\s]+@[^:\\s]+";
                case "segment" -> "\\d+";
                default -> "[^:]+";
            });
            from = matcher.end();
        }
        return Pattern.matches(regex.append(Pattern.quote(pattern.substring(from))).toString(), text);
    }

    private static String unquoted(String cell) {
        return cell.substring(1, cell.length() - 1);
    }

    /**
     * Keys of one kind.
     *
     * @param databases where they lie
     * @param pattern   the key, with its variable parts in braces
     * @param type      as Redis' {@code TYPE} says it, in capitals
     * @param expires   {@code never}, or when
     * @param owner     the projection that writes it, or {@code engine}
     * @param fields    the fields of a hash; one in braces stands for any
     */
    public record Family(
            Set<Integer> databases, String pattern, String type, String expires, String owner, Set<String> fields) {
        /** Whether a hash of this family may have that field. */
        public boolean allows(String field) {
            return fields.contains(field) || fields.stream().anyMatch(RedisLayout::isAny);
        }

        /** Whether its keys have an expiry. */
        public boolean isExpiring() {
            return !"never".equals(expires);
        }

        /** Its fields that have a name. */
        public Set<String> namedFields() {
            return fields.stream().filter(field -> !isAny(field)).collect(Collectors.toSet());
        }
    }

    private static boolean isAny(String field) {
        return field.startsWith("{");
    }
}
