using BatchLoadTest.Preflight;
using BatchLoadTest.Recording;
using BatchLoadTest.Views;

namespace BatchLoadTest.Runs;

/// <summary>Looks once before the load whether all of it would be refused. What it sends is in no figure of a step.</summary>
/// <param name="inputs">What the run is composed from.</param>
/// <param name="access">The way to the service, and the run's key, which the load goes on with.</param>
internal sealed class RunPreflight(RunInputs inputs, RunAccess access)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>What it has found; null where it was not made.</summary>
    public PreflightRecord? Made { get; private set; }

    /// <summary>Whether a run begins with it: not a worker's share, and not what another master has begun.</summary>
    public static bool IsWanted(RunInputs inputs) =>
        inputs.Settings.Target.Preflight && inputs.Team is null or MasterTeam { Kept: null };

    /// <summary>Whether the load does not wait for it: workers begin at a moment that is set, and are told of it before.</summary>
    public bool IsBeside => inputs.Team is MasterTeam;

    /// <summary>Looks, and ends the run where it could do nothing. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            await LookAsync();
        }
        catch (Exception exception)
        {
            // A fault of this program.
            inputs.Control.Failed(exception.Message);
        }
    }

    private async Task LookAsync()
    {
        var preflight = new ShortPreflight(
            access.Transport,
            access.Key.Shared,
            new ShortPreflightTerms
            {
                Options = access.Options,
                Key = inputs.Settings.Key,
                Data = inputs.Data,
                KeyProblem = () => access.Account.LastProblem,
            },
            inputs.TimeProvider
        );
        Made = await preflight.RunAsync(Limit, inputs.Control.Tokens.StartNothingNew);
        if (Made.Problem is { } problem)
        {
            inputs.Control.CannotGoOn(problem);
            return;
        }

        foreach (var finding in Made.Found.Where(finding => finding.IsWarning))
        {
            inputs.View.Note(NoteLevel.Warning, $"preflight: {finding.Seen}; the load begins all the same");
        }
    }
}
