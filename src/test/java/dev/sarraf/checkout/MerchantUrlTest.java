package dev.sarraf.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerchantUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "shop.localhost",
                "intranet",
                "till.local",
                "localhost.",
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "127.1",
                "[::1]",
                "[::]",
                "[fe80::1]",
            })
    void nobody_is_sent_to_this_machine_or_a_private_network_in_live_mode(String host) {
        assertThat(MerchantUrl.isPublic(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "SHOP.EXAMPLE", "shop.example.", "xn--mgbh0fb.example", "8.8.8.8"})
    void hosts_that_anybody_can_reach_are_taken(String host) {
        assertThat(MerchantUrl.isPublic(host)).isTrue();
    }
}
