package studio.dictation.app.throttle;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import studio.dictation.app.settings.Settings;
import studio.dictation.app.settings.TrustedProxies;

/**
 * For which address a request counts: the socket's peer or, if that is a trusted proxy, whom it speaks for, and so on from the
 * last entry of {@code X-Forwarded-For} to the first whose author isn't trusted.
 */
@Component
class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    // Some proxies tell the port as well.
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)](?::\\d+)?|([^:]*):\\d+");
    // A site that has IPv6 is commonly given 48 bits of network, and 2^16 networks of 64 bits to use as it likes.
    private static final int SITE_BYTES = 6;

    private final TrustedProxies proxies;

    @Autowired
    ClientAddress(Settings settings) {
        this(settings.trustedProxies());
    }

    ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** The address as it is counted: an IPv4 address, or the first 48 bits of an IPv6 address in hexadecimal. */
    String of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), Collections.list(request.getHeaders(FORWARDED_FOR)));
    }

    String of(String peer, List<String> forwardedFor) {
        var hop = parse(peer).orElseThrow();
        var told = String.join(",", forwardedFor).split(",", -1);
        for (int i = told.length - 1; i >= 0 && proxies.contains(hop); i--) {
            var before = parse(told[i]);
            if (before.isEmpty()) {
                break;
            }
            hop = before.get();
        }
        return hop instanceof Inet6Address
                ? HexFormat.of().formatHex(hop.getAddress(), 0, SITE_BYTES)
                : hop.getHostAddress();
    }

    private static Optional<InetAddress> parse(String text) {
        var given = text.strip();
        var withPort = WITH_PORT.matcher(given);
        if (withPort.matches()) {
            given = Optional.ofNullable(withPort.group(1)).orElse(withPort.group(2));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(given.replaceFirst("%.*", "")));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
