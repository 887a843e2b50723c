using BatchLoadTest.Cluster;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Workers;

/// <summary>
/// What a master that is started again finds in its results folder: the name of its cluster in the store, and the run that
/// it goes on with.
/// </summary>
internal sealed class ClusterIdentity
{
    /// <summary>The name's file.</summary>
    public const string FileName = "cluster.name";

    private readonly string? path;

    private ClusterIdentity(string? path, string name, KeptRun? kept) => (this.path, Name, Kept) = (path, name, kept);

    /// <summary>Tells clusters of one store apart; empty where there is no store.</summary>
    public string Name { get; }

    /// <summary>The run to go on with; null where there is none.</summary>
    public KeptRun? Kept { get; }

    /// <summary>Looks into the folder, and leaves a name there.</summary>
    /// <param name="settings">What is asked for now: a run of other settings is another one.</param>
    /// <param name="now">A run whose workers have ended by now is over.</param>
    /// <exception cref="ClusterException">The folder cannot be written to.</exception>
    public static ClusterIdentity Find(RunSettings settings, DateTimeOffset now)
    {
        if (settings.Master!.Link.Store is null || settings.Output.ResultsDirectory is not { } folder)
        {
            return new ClusterIdentity(null, "", null);
        }

        var file = Path.Combine(folder, FileName);
        try
        {
            if (KeptRun.Read(folder) is { } kept && IsToGoOn(kept, settings, now) && NameIn(file) is { } known)
            {
                return new ClusterIdentity(file, known, kept);
            }

            Directory.CreateDirectory(folder);
            var name = Guid.NewGuid().ToString("N");
            File.WriteAllText(file, name);
            return new ClusterIdentity(file, name, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"--results {folder}: {exception.Message}", exception);
        }
    }

    /// <summary>Nobody goes on with it.</summary>
    public void Forget()
    {
        if (path is not null)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Without a run that can be gone on with it means nothing.
            }
        }
    }

    private static string? NameIn(string file) =>
        File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } name ? name : null;

    private static bool IsToGoOn(KeptRun run, RunSettings settings, DateTimeOffset now) =>
        run.Facts.Version == Runtime.ProgramInfo.Version
        && now - DateTimeOffset.FromUnixTimeSeconds(run.Second + 1) < MasterSilence.LongPatience
        && run.Facts.Settings.Select(setting => (setting.Name, setting.Value))
            .SequenceEqual(settings.All.Select(setting => (setting.Name, setting.Value)));
}
