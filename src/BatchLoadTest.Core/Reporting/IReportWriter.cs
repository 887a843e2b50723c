namespace BatchLoadTest.Reporting;

/// <summary>
/// Writes one kind of report file. A writer that throws stops no other; <see cref="ReportFiles"/> reports the failure. A new
/// one is a file of its own and a line in <see cref="ReportWriters"/>.
/// </summary>
public interface IReportWriter
{
    /// <summary>The report's name, as a person asks for it. A report of several files has a writer for each.</summary>
    string Name { get; }

    /// <summary>The file's name within the results folder.</summary>
    string FileName { get; }

    /// <summary>Whether it is written into the results folder though nobody asks for it.</summary>
    bool IsWrittenByDefault => true;

    /// <summary>The path of a further copy.</summary>
    /// <param name="given">What a person gave: a path; of a report of several files, what their paths begin with.</param>
    string CopyPath(string given) => given;

    /// <summary>Writes the whole file to <paramref name="output"/>.</summary>
    Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken);
}
