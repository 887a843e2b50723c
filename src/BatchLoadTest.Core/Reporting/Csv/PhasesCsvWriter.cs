using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// <c>run_phases.csv</c>: a row per step and phase of its requests. Times are milliseconds; <c>Mean Of All</c> is over all
/// answered requests of the step, so that those of a step add up, the others over the requests in which the phase took time.
/// </summary>
public sealed class PhasesCsvWriter : IReportWriter
{
    private static readonly string[] Columns =
    [
        "Step",
        "Phase",
        "Answered",
        "Count",
        "Mean Of All",
        "Min",
        "50%",
        "95%",
        "99%",
        "Max",
    ];

    /// <inheritdoc/>
    public string Name => "csv-phases";

    /// <inheritdoc/>
    public string FileName => CsvFile.DefaultPrefix + "_phases.csv";

    /// <inheritdoc/>
    public bool IsWrittenByDefault => false;

    /// <inheritdoc/>
    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var csv = CsvFile.Begin(output, Columns);
        foreach (var step in report.Final.Steps)
        {
            foreach (var phase in step.Phases)
            {
                await csv.WriteRecordAsync(Row(step, phase), cancellationToken);
            }
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static string[] Row(StepSummary step, PhaseSummary phase) =>
        [
            step.Step!.Id,
            phase.Phase.KindName(),
            CsvNumber.Count(phase.Answered),
            CsvNumber.Count(phase.Times.Count),
            CsvNumber.Milliseconds(phase.Mean),
            .. phase.Times.Count == 0
                ? Enumerable.Repeat("", 5)
                : new[] { phase.Times.Min, phase.Times.P50, phase.Times.P95, phase.Times.P99, phase.Times.Max }.Select(
                    CsvNumber.Milliseconds
                ),
        ];
}
