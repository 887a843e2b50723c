namespace BatchLoadTest.Reporting;

/// <summary>Writes a run's reports as files: those of every run, and those that a person asks for.</summary>
/// <param name="writers">All reports that there are.</param>
/// <param name="folder">Full path of the results folder.</param>
/// <param name="requests">What is wanted besides; asking for what is written anyway changes nothing.</param>
public sealed class ReportFiles(ReportWriters writers, string folder, IReadOnlyList<ReportRequest> requests)
{
    /// <summary>Writes each file whole or not at all (<see cref="AtomicFile"/>); one that fails stops no other.</summary>
    public async Task<WrittenReports> WriteAsync(RunReport report, CancellationToken cancellationToken)
    {
        List<string> files = [];
        List<string> problems = [];
        foreach (var (path, writer) in Targets().Distinct())
        {
            try
            {
                await AtomicFile.WriteAsync(
                    path,
                    (stream, token) => writer.WriteAsync(report, stream, token),
                    cancellationToken
                );
                files.Add(path);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever it is, the other reports and the exit code still have to come.
                problems.Add($"{path} could not be written: {exception.Message}");
            }
        }

        return new WrittenReports(files, problems);
    }

    private IEnumerable<(string Path, IReportWriter Writer)> Targets()
    {
        foreach (var writer in writers.All.Where(IsWantedInFolder))
        {
            yield return (Path.Combine(folder, writer.FileName), writer);
        }

        foreach (var (name, path) in requests)
        {
            foreach (var writer in path is null ? [] : writers.Named(name))
            {
                yield return (writer.CopyPath(path!), writer);
            }
        }
    }

    private bool IsWantedInFolder(IReportWriter writer) =>
        writer.IsWrittenByDefault || requests.Any(request => request is { Path: null } && request.Name == writer.Name);
}
