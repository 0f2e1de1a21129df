package dev.sarraf.targets;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/// An HTTP client that does what it is told, once: no redirects, cookies, credentials, proxies, decompression,
/// protocol upgrades or repetitions, all of which the library has on unless they are turned off.
///
/// A connection serves one request. A kept one may have been closed by the other side by the time it is used again,
/// which without repetitions would count as the other side's failure; and a new one is a new look-up of the name.
final class PlainClient {
    private static final int LONGEST_HEADER_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 100;

    private PlainClient() {}

    static CloseableHttpClient create(DnsResolver resolver, Duration limit, int connections) {
        var http1 = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER_LINE)
                .setMaxHeaderCount(MAX_HEADERS)
                .build();
        var manager = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(http1)
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .setSocketTimeout(Math.toIntExact(limit.toMillis()), TimeUnit.MILLISECONDS)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(manager)
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setProtocolUpgradeEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setRedirectsEnabled(false)
                        .setConnectionRequestTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState()
                .disableDefaultUserAgent()
                .build();
    }
}
