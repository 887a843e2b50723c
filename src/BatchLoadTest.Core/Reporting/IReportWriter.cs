namespace BatchLoadTest.Reporting;

/// <summary>Writes one kind of report file. A writer that throws stops no other; the caller reports the failure.</summary>
public interface IReportWriter
{
    /// <summary>The file's name within the results folder.</summary>
    string FileName { get; }

    /// <summary>Writes the whole file to <paramref name="output"/>.</summary>
    Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken);
}
