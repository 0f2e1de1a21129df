package dev.sarraf.checkout;

import java.util.Optional;

/// The entrances of both modes as one, for pages, which exist once: what a browser brings names the mode.
public final class EntranceOfEachMode implements Entrance {
    private final Entrance test;
    private final Entrance live;

    public EntranceOfEachMode(Entrance test, Entrance live) {
        this.test = test;
        this.live = live;
    }

    @Override
    public Optional<LinkFront> show(PaymentLinkId link) {
        return of(link).show(link);
    }

    @Override
    public SessionId enter(PaymentLinkId link, String display) {
        return of(link).enter(link, display);
    }

    private Entrance of(PaymentLinkId link) {
        return link.mode().isLive() ? live : test;
    }
}
