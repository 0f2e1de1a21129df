package dev.sarraf.cli;

import dev.sarraf.http.MetricsRoute;
import dev.sarraf.http.RateLimit;
import dev.sarraf.payments.CardTestingLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// All that an operator can set for `serve`, parsed once.
///
/// @param host the address to listen on; a loopback address unless somebody says otherwise
/// @param port 0 takes any free one
/// @param publicUrl how merchants and customers reach this server; `http://localhost:<port>` where it is not given
/// @param database an existing PostgreSQL; the embedded one where it is not given
/// @param gateway the card gateway; the built-in simulator where it is not given
/// @param simulatorPort 0 takes any free one; the next one after `port` where it is not given
/// @param privateWebhooks whether test webhooks and pictures may lead to loopback and private networks
/// @param signatureHeader the name of the header that carries a webhook's signature
/// @param environmentPrefix what the names in `test.env` begin with
/// @param bankTimeout how long the bank has for an answer before its outcome counts as unknown
/// @param resendAfter how long after a request the bank, where it knows nothing of it, is sent the same one again
/// @param patience how long a customer's request waits for the bank before a waiting page takes over
/// @param voucherLifetime how long a voucher can be paid
/// @param webhookTimeout how long an endpoint has to take a webhook, from the look-up of its name to the end of
///     its answer
/// @param selfcheckEvery how long the server waits between two self-checks; it makes none where this is zero
/// @param metrics who may read `/metrics`
/// @param rateLimit how many requests one key may make
/// @param cardTesting how often payments may fail
/// @param addressHeader the header in which a proxy tells the customer's address
/// @param stopWhenReady start, warm up, and stop: what the launcher trains its start-up cache with
public record Settings(
        Path dataDir,
        String host,
        int port,
        Optional<URI> publicUrl,
        Optional<DatabaseAddress> database,
        Optional<URI> gateway,
        Optional<Integer> simulatorPort,
        boolean privateWebhooks,
        String signatureHeader,
        String environmentPrefix,
        Duration bankTimeout,
        Duration resendAfter,
        Duration patience,
        Duration voucherLifetime,
        Duration webhookTimeout,
        Duration selfcheckEvery,
        MetricsRoute.Readers metrics,
        RateLimit rateLimit,
        CardTestingLimits cardTesting,
        Optional<String> addressHeader,
        boolean stopWhenReady) {}
