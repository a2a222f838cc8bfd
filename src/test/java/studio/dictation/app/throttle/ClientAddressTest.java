package studio.dictation.app.throttle;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.dictation.app.settings.TrustedProxies;

import static org.assertj.core.api.Assertions.assertThat;

class ClientAddressTest {
    private final ClientAddress behindProxies = new ClientAddress(TrustedProxies.of(List.of("10.0.0.0/8", "2001:db8:ff::/48")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // Nobody speaks for others unless trusted.
        "203.0.113.7 | | 203.0.113.7",
        "203.0.113.7 | 198.51.100.1 | 203.0.113.7",
        "203.0.113.7 | 10.0.0.1 | 203.0.113.7",
        // From the last entry to the first whose author isn't trusted.
        "10.0.0.1 | 198.51.100.1 | 198.51.100.1",
        "10.0.0.1 | 6.6.6.6, 198.51.100.1 | 198.51.100.1",
        "10.0.0.1 | 6.6.6.6, 198.51.100.1, 10.9.9.9 | 198.51.100.1",
        "10.0.0.1 | 10.0.0.2, 10.0.0.3 | 10.0.0.2",
        // What is no address ends the way.
        "10.0.0.1 | | 10.0.0.1",
        "10.0.0.1 | unknown | 10.0.0.1",
        "10.0.0.1 | localhost | 10.0.0.1",
        "10.0.0.1 | 198.51.100.1, _hidden, 10.0.0.2 | 10.0.0.2",
        "10.0.0.1 | 198.51.100.1, | 10.0.0.1",
        // With a port.
        "10.0.0.1 | 198.51.100.1:50412 | 198.51.100.1",
        "10.0.0.1 | [2001:db8:1:2::3]:443 | 20010db80001",
        // IPv6 counts by its site, and is IPv4 where it only wraps it.
        "2001:db8:1:2:3:4:5:6 | | 20010db80001",
        "2001:db8:1:ffff:ffff:: | | 20010db80001",
        "fe80::1%eth0 | | fe8000000000",
        "::ffff:203.0.113.7 | | 203.0.113.7",
        "2001:db8:ff:1::1 | 2001:db8:a:b::c | 20010db8000a",
        "::ffff:10.0.0.1 | 198.51.100.1 | 198.51.100.1"
    })
    void isThatOfTheFirstWhoIsNotTrusted(String peer, String forwardedFor, String counted) {
        var lines = forwardedFor == null ? List.<String>of() : List.of(forwardedFor);

        assertThat(behindProxies.of(peer, lines)).isEqualTo(counted);
    }

    @Test
    void readsSeveralLinesAsOne() {
        assertThat(behindProxies.of("10.0.0.1", List.of("6.6.6.6", "198.51.100.1, 10.0.0.2"))).isEqualTo("198.51.100.1");
    }

    @Test
    void isThePeerWithoutAnyProxy() {
        assertThat(new ClientAddress(TrustedProxies.NONE).of("127.0.0.1", List.of("198.51.100.1"))).isEqualTo("127.0.0.1");
    }
}
