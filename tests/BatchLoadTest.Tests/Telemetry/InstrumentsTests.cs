using BatchLoadTest.Telemetry;

namespace BatchLoadTest.Tests.Telemetry;

/// <summary>Names are a contract with dashboards.</summary>
public sealed class InstrumentsTests
{
    [Fact]
    public void ScrapedNames_AreThese() =>
        Assert.Equal(
            [
                "batch_load_test_users",
                "batch_load_test_iterations_total",
                "batch_load_test_failed_iterations_total",
                "batch_load_test_requests_total",
                "batch_load_test_interrupted_requests_total",
                "batch_load_test_resent_requests_total",
                "batch_load_test_sent_bytes_total",
                "batch_load_test_received_bytes_total",
                "batch_load_test_failures_total",
                "batch_load_test_refused_requests_total",
                "batch_load_test_request_duration_seconds",
                "batch_load_test_request_duration_p95_by_time_seconds",
                "batch_load_test_service_silent_seconds_total",
                "batch_load_test_service_longest_silence_seconds",
                "batch_load_test_batches_created_total",
                "batch_load_test_batches_in_flight",
                "batch_load_test_oldest_batch_in_flight_seconds",
                "batch_load_test_rows_in_flight",
                "batch_load_test_batches_ended_total",
                "batch_load_test_result_defects_total",
                "batch_load_test_result_rows_total",
                "batch_load_test_result_rows_failed_total",
                "batch_load_test_tokens_total",
                "batch_load_test_foreign_answers_total",
                "batch_load_test_batch_violations_total",
                "batch_load_test_batch_turnaround_seconds",
                "batch_load_test_generator_doubtful_seconds_total",
                "batch_load_test_generator_cpu_ratio_max",
            ],
            Instruments.All.Select(instrument => instrument.ScrapedName)
        );

    [Fact]
    public void PushedNames_AreThese() =>
        Assert.Equal(
            [
                "batch_load_test.users",
                "batch_load_test.iterations",
                "batch_load_test.failed_iterations",
                "batch_load_test.requests",
                "batch_load_test.interrupted_requests",
                "batch_load_test.resent_requests",
                "batch_load_test.sent",
                "batch_load_test.received",
                "batch_load_test.failures",
                "batch_load_test.refused_requests",
                "batch_load_test.request.duration",
                "batch_load_test.batches.created",
                "batch_load_test.batches.in_flight",
                "batch_load_test.batches.ended",
                "batch_load_test.result_defects",
                "batch_load_test.tokens",
                "batch_load_test.batch.turnaround",
            ],
            Instruments.All.Where(instrument => instrument.IsPushed).Select(instrument => instrument.PushedName)
        );

    // Only a distribution is pushed value by value; of all others the collector gets what Prometheus reads.
    [Fact]
    public void Distributions_AreThoseThatArePushedValueByValue() =>
        Assert.All(
            Instruments.All.Where(instrument => instrument.IsPushed),
            instrument =>
                Assert.Equal(
                    instrument.Kind is InstrumentKind.Histogram or InstrumentKind.Summary,
                    instrument.ReadEach is not null
                )
        );
}
