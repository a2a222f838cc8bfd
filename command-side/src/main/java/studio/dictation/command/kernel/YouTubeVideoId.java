package studio.dictation.command.kernel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * YouTube's id of a video.
 *
 * @param value 11 of {@code [A-Za-z0-9_-]}
 */
public record YouTubeVideoId(String value) {
    private static final int MAX_LINK = 2_048;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{11}");
    private static final Pattern SCHEME = Pattern.compile("(?i)^(?:https?:)?//");
    private static final Set<String> HOSTS = Set.of("youtube.com", "youtube-nocookie.com");
    private static final Set<String> SUBDOMAINS = Set.of("www.", "m.", "music.");
    private static final Set<String> FOLDERS = Set.of("embed", "v", "e", "shorts", "live", "watch");

    public YouTubeVideoId {
        new Checks().that(isOne(value), "videoId", "must be 11 letters, digits, - or _").orRefuse();
    }

    /** Whether the text can be the id of a video. */
    public static boolean isOne(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * The video a link leads to, in any usual form: {@code youtube.com/watch?v=…}, {@code youtu.be/…}, {@code /embed/…},
     * {@code /shorts/…}, {@code /live/…}, {@code /v/…}; with or without scheme, {@code www.}, {@code m.}, {@code music.}.
     *
     * @throws InvalidYouTubeUrl for other hosts and for links that lead to no single video
     */
    public static YouTubeVideoId fromLink(String link) {
        return address(link.strip()).flatMap(YouTubeVideoId::find).filter(YouTubeVideoId::isOne)
                .map(YouTubeVideoId::new).orElseThrow(() -> new InvalidYouTubeUrl(link));
    }

    private static Optional<URI> address(String link) {
        if (link.length() > MAX_LINK) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI("https://" + SCHEME.matcher(link).replaceFirst("")));
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    private static Optional<String> find(URI address) {
        if (address.getHost() == null) {
            return Optional.empty();
        }
        var path = Stream.of(Optional.ofNullable(address.getPath()).orElse("").split("/", -1))
                .filter(segment -> !segment.isEmpty()).toList();
        var host = host(address);
        if (host.equals("youtu.be")) {
            return path.stream().findFirst();
        }
        return HOSTS.contains(host) ? inPath(path).or(() -> inQuery(address, path)) : Optional.empty();
    }

    private static String host(URI address) {
        var host = address.getHost().toLowerCase(Locale.ROOT);
        return SUBDOMAINS.stream().filter(host::startsWith).findFirst()
                .map(prefix -> host.substring(prefix.length())).orElse(host);
    }

    private static Optional<String> inPath(List<String> path) {
        return path.size() >= 2 && FOLDERS.contains(path.getFirst()) ? Optional.of(path.get(1)) : Optional.empty();
    }

    private static Optional<String> inQuery(URI address, List<String> path) {
        if (!path.equals(List.of("watch")) || address.getRawQuery() == null) {
            return Optional.empty();
        }
        return Stream.of(address.getRawQuery().split("&", -1)).filter(pair -> pair.startsWith("v="))
                .map(pair -> pair.substring(2)).findFirst();
    }
}
