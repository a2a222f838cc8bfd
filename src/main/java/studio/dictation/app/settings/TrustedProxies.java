package studio.dictation.app.settings;

import java.net.InetAddress;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** The machines that are believed about whom they speak for. */
public final class TrustedProxies {
    /** Nobody is believed. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Reads addresses and networks in CIDR notation.
     *
     * @throws StartRefused if one is neither
     */
    public static TrustedProxies of(List<String> texts) {
        return new TrustedProxies(texts.stream().map(TrustedProxies::network).toList());
    }

    /** Whether it is one of them. */
    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static Network network(String text) {
        try {
            // The matcher would look up a name.
            var address = InetAddress.ofLiteral(text.replaceFirst("/\\d{1,3}$", ""));
            return new Network(address, new IpAddressMatcher(text));
        } catch (IllegalArgumentException neither) {
            throw new StartRefused("TRUSTED_PROXIES must be addresses or networks like 10.0.0.0/8, comma-separated", neither);
        }
    }

    @Override
    public String toString() {
        return networks.toString();
    }

    private record Network(InetAddress address, IpAddressMatcher matcher) {
        boolean contains(InetAddress other) {
            // The matcher compares leading bytes, whether or not both are IPv4 or both IPv6.
            return address.getClass() == other.getClass() && matcher.matches(other.getHostAddress());
        }

        @Override
        public String toString() {
            return matcher.toString();
        }
    }
}
