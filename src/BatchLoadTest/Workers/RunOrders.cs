using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Recording;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Loading;

namespace BatchLoadTest.Workers;

/// <summary>What workers are told of a run; <see cref="PreparedRun"/> makes settings of it again.</summary>
internal static class RunOrders
{
    /// <summary>Makes it.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="host">The service.</param>
    /// <param name="runId">The run's name.</param>
    /// <param name="file">What users upload; null where rows are generated.</param>
    /// <exception cref="CannotStartException">The file of authorities cannot be read any more.</exception>
    public static async Task<RunOrder> MakeAsync(RunSettings settings, Uri host, string runId, DataPieces? file)
    {
        var (target, workflow) = (settings.Target, settings.Workflow);
        var told = new Dictionary<string, IReadOnlyList<string>>(settings.Master!.ForWorkers, StringComparer.Ordinal)
        {
            [TargetCatalogue.Host.Name] = [host.GetLeftPart(UriPartial.Authority)],
            // What was guessed from the host here is told: of another one's address nobody could guess it.
            [TargetCatalogue.Dialect.Name] = [target.Dialect.Name],
            // And what follows from the load.
            [TargetCatalogue.Timeout.Name] = [Milliseconds(target.Timeout)],
            [TargetCatalogue.UploadTimeout.Name] = [Milliseconds(target.UploadTimeout)],
            [WorkflowCatalogue.MaxPolls.Name] = [workflow.MaxPolls.ToString(CultureInfo.InvariantCulture)],
        };
        if (settings.Classes.Count == 0)
        {
            // Of the data file, where nobody gave one.
            told[WorkflowCatalogue.Endpoint.Name] = [workflow.Endpoint];
        }

        if (settings.Data.GeneratedRows is { } rows)
        {
            told[DataCatalogue.GenerateRequests.Name] = [rows.ToString(CultureInfo.InvariantCulture)];
        }

        if (workflow.SaveOutputs is not null)
        {
            // The path is of the master's machine; each worker has a folder of its own.
            told[WorkflowCatalogue.SaveOutputs.Name] = [RunService.OwnOutputs];
        }

        return new RunOrder
        {
            RunId = runId,
            Settings = told,
            Plan = ProfileText.WritePlan(settings.Load),
            IsSearch = settings.Capacity is not null,
            Shown = [.. settings.All.Where(setting => ClusterBuilder.IsOfTheRun(setting.Name))],
            Authorities = target.CaCertificateFile is { } authorities ? PemOf(authorities) : null,
            Data = file is null ? [] : await file.DescribeAsync(),
        };
    }

    private static string Milliseconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMilliseconds)}ms");

    // Certificates only: a key that lies in the same file is nobody else's affair.
    private static string PemOf(string file)
    {
        X509Certificate2Collection authorities = [];
        try
        {
            authorities = AuthoritiesFile.Read(file);
            return authorities.ExportCertificatePems();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CannotStartException(
                ExitCodes.CouldNotRun,
                $"COULD NOT RUN: {TargetCatalogue.CaCertificate.Option} {file}: {exception.Message}"
            );
        }
        finally
        {
            foreach (var authority in authorities)
            {
                authority.Dispose();
            }
        }
    }
}
