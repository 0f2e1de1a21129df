package dev.sarraf.processors;

/// The bank cannot be reached or does not take anything now. No money has moved; trying again later is safe.
@SuppressWarnings("serial")
public final class ProcessorUnavailable extends RuntimeException {
    public ProcessorUnavailable(String detail) {
        super(detail);
    }
}
