package dev.sarraf.targets;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// Finds the addresses of a host for one connection and lets through none that the rules forbid.
///
/// The client connects to exactly the addresses that were checked here; there is no second look-up in which a name
/// could lead elsewhere. A name with one forbidden address is refused as a whole.
///
/// The system's look-up blocks its thread for as long as a name server takes. It runs on threads of its own,
/// because a virtual thread would hold on to one of the few carriers that the whole server runs on; equal look-ups
/// at the same time are one.
final class GuardedResolver implements DnsResolver, AutoCloseable {
    /// So many different names can hang at once before others have to wait.
    private static final int THREADS = 128;

    /// The name leads to an address that the rules forbid.
    static final class AddressDenied extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        AddressDenied(String host) {
            super(host);
        }
    }

    private final TargetRules rules;
    private final Lookup lookup;
    private final Duration patience;
    private final ConcurrentMap<String, FutureTask<InetAddress[]>> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    /// @param name what the threads' names begin with
    GuardedResolver(String name, TargetRules rules, Lookup lookup, Duration patience) {
        this.rules = rules;
        this.lookup = lookup;
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name(name + "-dns-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = find(host);
        for (var address : addresses) {
            if (!rules.allows(address)) {
                throw new AddressDenied(host);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private InetAddress[] find(String host) throws UnknownHostException {
        try {
            return start(host).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown ? unknown : new UnknownHostException(host);
        } catch (TimeoutException _) {
            throw new UnknownHostException(host);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    private FutureTask<InetAddress[]> start(String host) {
        var task = new FutureTask<>(() -> lookup.lookup(host));
        var earlier = running.putIfAbsent(host, task);
        if (earlier != null) {
            return earlier;
        }
        threads.execute(() -> {
            task.run();
            running.remove(host, task);
        });
        return task;
    }
}
