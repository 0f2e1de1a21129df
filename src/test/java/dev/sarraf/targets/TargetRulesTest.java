package dev.sarraf.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.RawServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {
    private static final TargetRules LIVE = TargetRules.live();
    private static final TargetRules HOSTED_TEST = TargetRules.test(false);
    private static final TargetRules LAPTOP = TargetRules.test(true);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int READ_AT_MOST = 5_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "https://shop.example/",
                "https://shop.example:443/webhooks/xpay?shop=1&x=%20",
                "https://shop.example:8443/x",
                "HTTPS://Shop.Example/x",
                "https://xn--mgbah1a3hjkrd.example/",
                "https://a.b.c.d.shop.example./x",
                "https://1password.example/",
            })
    void a_public_https_url_is_fine_everywhere(String url) {
        assertThat(LIVE.objection(url)).isEmpty();
        assertThat(HOSTED_TEST.objection(url)).isEmpty();
        assertThat(LAPTOP.objection(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000/webhooks/xpay",
                "http://127.0.0.1:3000/",
                "http://[::1]:3000/",
                "http://10.0.2.2/",
                "http://shop:8080/",
                "http://shop.local/",
                "https://localhost/",
            })
    void a_developers_own_machine_is_fine_on_a_laptop_only(String url) {
        assertThat(LAPTOP.objection(url)).isEmpty();
        assertThat(HOSTED_TEST.objection(url)).isPresent();
        assertThat(LIVE.objection(url)).isPresent();
    }

    /// Each of them leads, or could be made to lead, where a stranger's request must not go.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example",
                "//shop.example/",
                "/webhooks",
                "http://shop.example/",
                "ftp://shop.example/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:25/_HELO",
                "javascript:alert(1)",
                "data:text/plain,x",
                "jar:https://shop.example!/",
                "https:shop.example",
                "https:/shop.example",
                "https:///shop.example",
                "https://",
                "https://:443/",
                "https://user@shop.example/",
                "https://user:password@shop.example/",
                "https://@shop.example/",
                "https://shop.example@127.0.0.1/",
                "https://shop.example%40127.0.0.1/",
                "https://shop.example#@127.0.0.1/",
                "https://shop.example/#fragment",
                "https://shop.example\\@127.0.0.1/",
                "https:\\\\shop.example/",
                "https://shop.example\\.internal/",
                "https://shop.example/a b",
                "https://shop.example/\t",
                "https://shop.example/\r\nX: y",
                "https://shop.example/\n",
                "https://shop\u0000.example/",
                " https://shop.example/",
                "https://shop.example ",
                "https://شركة.example/",
                "https://shop.example/ق",
                "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
                "https://127。0。0。1/",
                "https://shop.example:0/",
                "https://shop.example:65536/",
                "https://shop.example:-1/",
                "https://shop.example:99999999999/",
                "https://shop.example:x/",
                "https://shop.example:22/",
                "https://shop.example:6379/",
                "https://shop.example:80/",
                "https://localhost/",
                "https://LOCALHOST/",
                "https://localhost./",
                "https://x.localhost/",
                "https://printer.local/",
                "https://metadata.google.internal/",
                "https://metadata.google.internal./",
                "https://intranet/",
                "https://127.0.0.1/",
                "https://127.0.0.1./",
                "https://127.1/",
                "https://127.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://0/",
                "https://0.0.0.0/",
                "https://00000127.0.0.1/",
                "https://127.0.0.1.1/",
                "https://1.1.1.256/",
                "https://169.254.169.254/latest/meta-data/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://8.8.8.8/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[fd00::1]/",
                "https://[2606:4700::1111]/",
                "https://[::1/",
                "https://]/",
                "https://shop..example/",
                "https://.shop.example/",
                "https://-shop.example/",
                "https://shop_name.example/",
                "https://shop.example%2f.evil.example/",
                "https://%6c%6f%63%61%6c%68%6f%73%74/",
                "https://shop,example/",
                "https://shop.example|x/",
                "https://<script>/",
            })
    void hostile_urls_are_refused_in_live_mode(String url) {
        assertThat(LIVE.objection(url)).isPresent();
    }

    @Test
    void a_url_has_at_most_2048_characters() {
        var url = "https://shop.example/" + "x".repeat(2048 - 21);

        assertThat(LIVE.objection(url)).isEmpty();
        assertThat(LIVE.objection(url + "x")).contains("must have at most 2048 characters.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "4000::1",
            })
    void addresses_outside_the_public_internet_are_denied(String address) {
        assertThat(LIVE.allows(InetAddress.ofLiteral(address))).isFalse();
        assertThat(LAPTOP.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2a00:1450::1",
            })
    void public_addresses_are_allowed(String address) {
        assertThat(LIVE.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    /// The canary listens on this machine, where these names lead to. Nobody must come.
    @ParameterizedTest
    @ValueSource(strings = {"https://rebound.example/", "http://rebound.example/", "http://both.example/"})
    void a_name_that_leads_inside_gets_no_connection(String base) {
        try (var canary = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n");
                var client = client(HOSTED_TEST, TargetRulesTest::inside)) {
            // The rules for URLs would refuse this port; what a resolver may hand out is judged on its own.
            var url = base.replaceFirst("example/", "example:" + canary.port() + "/");

            assertThat(client.post(url, Map.of(), BODY).failure()).contains(Answer.Failure.UNREACHABLE);
            assertThat(client.get(url, Map.of()).failure()).contains(Answer.Failure.UNREACHABLE);
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void a_name_is_looked_up_once_so_that_it_cannot_change_its_mind() {
        var lookups = new AtomicInteger();
        try (var canary = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n");
                var client = client(
                        HOSTED_TEST,
                        host -> lookups.incrementAndGet() == 1
                                ? new InetAddress[] {InetAddress.ofLiteral("192.0.2.1")}
                                : inside(host))) {
            client.post("http://rebound.example:" + canary.port(), Map.of(), BODY);

            assertThat(lookups).hasValue(1);
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void a_redirect_inside_is_not_followed() {
        try (var canary = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n");
                var outside = RawServer.saying(
                        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + canary.url() + "\r\n\r\n");
                var client = client(LAPTOP, InetAddress::getAllByName)) {
            assertThat(client.post(outside.url(), Map.of(), BODY).status()).hasValue(302);
            assertThat(client.get(outside.url(), Map.of()).status()).hasValue(302);
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void no_more_is_read_than_was_said() {
        try (var endless = RawServer.start(connection -> {
                    RawServer.readSome(connection);
                    RawServer.write(connection, "HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        RawServer.write(connection, "x".repeat(1000));
                    }
                });
                var client = client(LAPTOP, InetAddress::getAllByName)) {
            var answer = client.get(endless.url(), Map.of());

            assertThat(answer.failure()).isEmpty();
            assertThat(answer.body()).hasSize(READ_AT_MOST);
        }
    }

    private static GuardedClient client(TargetRules rules, Lookup lookup) {
        return new GuardedClient("test", rules, lookup, Duration.ofSeconds(30), READ_AT_MOST, 1);
    }

    /// `both` has a public address too.
    private static InetAddress[] inside(String host) throws UnknownHostException {
        var loopback = InetAddress.getLoopbackAddress();
        return host.startsWith("both")
                ? new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), loopback}
                : new InetAddress[] {loopback};
    }
}
