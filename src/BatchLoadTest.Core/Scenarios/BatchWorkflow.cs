using System.Collections.Concurrent;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Cancelling;
using BatchLoadTest.Scenarios.CleanUp;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Retrying;
using BatchLoadTest.Scenarios.Steps;
using BatchLoadTest.Scenarios.Tracing;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// The scenario: the six steps, one after the other. A step whose needs are not there is skipped; a batch that was
/// created is recorded however the round ends.
/// </summary>
public sealed class BatchWorkflow : IDisposable
{
    // More than a user ever has: one a second takes half a year.
    private const long UploadsOfALife = 1 << 24;

    private readonly ApiTransport transport;
    private readonly ApiPaths paths;
    private readonly SharedApiKey sharedKey;
    private readonly IMeasurementSink sink;
    private readonly ClassMix classes;
    private readonly WorkflowOptions options;
    private readonly ResultCheck check;
    private readonly Leftovers? leftovers;
    private readonly OwnObjects? ownObjects;
    private readonly Action<string> cannotGoOn;
    private readonly UsageComparison? usage;
    private readonly RetryWaits? waits;
    private readonly Func<RoundSpans>? spans;
    private readonly TimeProvider timeProvider;
    private readonly bool stopsWithInput;
    private readonly IWorkflowStep[] steps;

    // Of batches that another process has created.
    private readonly IWorkflowStep[] stepsOfAdopted;
    private readonly DataWatch[] watches;

    // By the number of their class.
    private readonly RecentTurnarounds[] turnarounds;
    private readonly RunIds ids = new();
    private readonly ConcurrentDictionary<int, UserSession> sessions = new();

    /// <summary>The scenario of one run.</summary>
    /// <param name="parts">What it works with.</param>
    public BatchWorkflow(WorkflowParts parts)
    {
        (transport, paths, sharedKey, sink) = (parts.Transport, parts.Paths, parts.Key, parts.Sink);
        (classes, options, check) = (parts.Classes, parts.Options, parts.Check);
        (leftovers, cannotGoOn, waits, timeProvider) = (
            parts.Leftovers,
            parts.CannotGoOn,
            parts.Waits,
            parts.TimeProvider
        );
        (usage, ownObjects, spans) = (parts.Usage, parts.Own, parts.Spans);
        stopsWithInput = paths.Dialect.StopsWithInput;
        watches = [.. classes.All.Select(each => new DataWatch(each.Data, timeProvider))];
        turnarounds = [.. Enumerable.Range(0, classes.All.Count + 1).Select(_ => new RecentTurnarounds())];
        steps = WorkflowSteps.Create(parts, turnarounds);
        stepsOfAdopted = [.. steps.SkipWhile(step => step is not PollStep)];
    }

    /// <summary>One iteration of one user; an <see cref="Iteration"/>.</summary>
    public async ValueTask<IterationResult> RunAsync(IterationContext context, CancellationToken interrupt)
    {
        if (context.Adopted is not null)
        {
            return await ContinueAsync(context, interrupt);
        }

        var batchClass = classes.Next(context.Random);
        if (watches[Math.Max(0, batchClass.Number - 1)].Change() is { } change)
        {
            cannotGoOn(change);
            return IterationResult.Interrupted;
        }

        var session = SessionOf(context, interrupt);
        var began = Begin(context, session.Runner, batchClass);
        var upload = NextUpload(batchClass, context, session);
        using var round = new WorkflowRound(context.User, context.Random, batchClass, upload, ids);
        try
        {
            return await RunAsync(round, session, context);
        }
        finally
        {
            End(round, context.IsWarmUp ? sink.WarmUp : sink);
            if (!round.IsCutOff)
            {
                (context.IsWarmUp ? sink.WarmUp : sink).WorkflowEnded(timeProvider.GetElapsedTime(began));
            }
        }
    }

    // The rest of an iteration that another process began. What the whole of it took nobody knows.
    private async ValueTask<IterationResult> ContinueAsync(IterationContext context, CancellationToken interrupt)
    {
        // The user may have another iteration under way here by now.
        using var session = Connect(context, interrupt);
        var batchClass = classes.Of(context.Adopted!.Class);
        session.Runner.BeginRound(inClass: batchClass.Number);
        // Nothing is uploaded here: of what was only the ids matter.
        var upload = batchClass.Data.NextUpload(context.User, 0) with
        {
            Ids = batchClass.Data.IdsOf(context.Adopted.IdSuffix),
        };
        using var round = AdoptedRound.Create(
            context,
            batchClass,
            upload,
            ids,
            leftovers,
            ownObjects,
            timeProvider,
            options.ExpireFiles
        );
        try
        {
            return await RunAsync(round, session, context);
        }
        finally
        {
            End(round, sink);
        }
    }

    private async ValueTask<IterationResult> RunAsync(
        WorkflowRound round,
        UserSession session,
        IterationContext context
    )
    {
        session.Runner.Round = round;
        session.Runner.Spans?.Begin(context.User, round.Class.Number);
        try
        {
            await RunStepsAsync(round, session, context);
            return HasFailed(round, session) ? IterationResult.Failed : IterationResult.Completed;
        }
        catch (OperationCanceledException)
        {
            // Whatever the token: the creation of the key ends on the run's own, which may be a moment ahead.
            round.IsCutOff = true;
            return IterationResult.Interrupted;
        }
        catch (Exception exception) when (exception is KeyRefusedException or CannotGoOnException)
        {
            cannotGoOn(exception.Message);
            round.IsCutOff = true;
            return IterationResult.Interrupted;
        }
        catch (OwnFaultException)
        {
            // Counted where it was measured. Neither the batch nor its results can be judged.
            if (round.Class.Data.Change() is { } news)
            {
                cannotGoOn(news);
            }

            round.IsCutOff = true;
            return IterationResult.Failed;
        }
        finally
        {
            EndSpans(round, session);
        }
    }

    private static void EndSpans(WorkflowRound round, UserSession session)
    {
        var outcome = (round.NotAwaited ? BatchOutcome.Unfinished : round.Outcome).KindName();
        session.Runner.Spans?.End(
            round.Batch?.Id,
            round.Batch is null ? null : outcome,
            round.IsCutOff || !HasFailed(round, session) ? null
                : round.Batch is null || !round.Outcome.IsFailure() ? "a step failed"
                : $"batch {outcome}"
        );
    }

    /// <summary>Closes the users' connections; may be called as soon as they have ended.</summary>
    public void Dispose()
    {
        foreach (var user in sessions.Keys)
        {
            if (sessions.TryRemove(user, out var session))
            {
                session.Dispose();
            }
        }
    }

    // Returns from when its times count.
    private long Begin(in IterationContext context, StepRunner runner, BatchClass batchClass)
    {
        var now = timeProvider.GetTimestamp();
        var delay = timeProvider.GetElapsedTime(context.IntendedStart, now);
        (context.IsWarmUp ? sink.WarmUp : sink).WorkflowStarted(delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        runner.BeginRound(context.IsWarmUp, batchClass.Number);
        if (!context.CountsFromIntendedStart)
        {
            return now;
        }

        runner.CountFrom(context.IntendedStart, delay);
        return context.IntendedStart;
    }

    private void End(WorkflowRound round, IMeasurementSink target)
    {
        if (round.Batch is not null)
        {
            var record = Record(round);
            if (record.Outcome == BatchOutcome.Completed)
            {
                turnarounds[record.Class].Add(record.Turnaround);
            }

            target.BatchEnded(record);
            if (target == sink)
            {
                // Of a warm-up nothing is compared.
                usage?.Begin(record, round.Batch);
            }
        }

        EndExpiry(round, target);
        if (leftovers is not null)
        {
            Account(round, leftovers);
        }
    }

    private void EndExpiry(WorkflowRound round, IMeasurementSink target)
    {
        if (round is not { Expiry: { } expiry, InputDue: { } due, FileId: { } file })
        {
            // Nobody asked for that, or the service names another time.
            return;
        }

        if (!round.IsExpirySaid)
        {
            target.Expires(
                new FileExpiry(file, round.Class.Number, ExpiryVerdict.Unsaid)
                {
                    Words = "the service does not say when it expires",
                }
            );
        }

        if (target == sink && round.Deletion is not { MayBeDeleted: true })
        {
            // Of a warm-up nothing is looked for.
            expiry.Watch(file, round.Class.Number, due);
        }
    }

    private async ValueTask RunStepsAsync(WorkflowRound round, UserSession session, IterationContext context)
    {
        var (runner, frame) = (session.Runner, context.Steps);
        var isFirst = true;
        foreach (var step in context.Adopted is null ? steps : stepsOfAdopted)
        {
            if (!step.IsReady(round))
            {
                continue;
            }

            if (!isFirst)
            {
                await runner.DelayAsync(options.StepWait.Next(round.Random));
            }

            isFirst = false;
            runner.Spans?.BeginStep(StepCatalogue.Of(step.Step).Id);
            if (frame is null)
            {
                await step.RunAsync(round, runner);
            }
            else
            {
                await RunFramedAsync(frame, step, round, session);
            }

            runner.Spans?.EndStep();

            if (round.HasEnded)
            {
                context.BatchEnded?.Invoke();
            }
        }
    }

    private static bool HasFailed(WorkflowRound round, UserSession session) =>
        round.Batch is null || (round.Outcome.IsFailure() && !round.NotAwaited) || session.Runner.GaveUp;

    // Apart from the loop, so that only an engine that asked for it pays for the closure.
    private Task RunFramedAsync(IStepFrame frame, IWorkflowStep step, WorkflowRound round, UserSession session) =>
        frame.RunAsync(
            StepCatalogue.Of(step.Step).Id,
            async () =>
            {
                session.Tally!.Clear();
                await step.RunAsync(round, session.Runner);
                // Polls may all succeed and still find that the batch has failed.
                return step is PollStep
                    ? session.Tally.Report(
                        round.NotAwaited ? BatchOutcome.Unfinished : round.Outcome,
                        transport.Redact(round.Batch!.Error)
                    )
                    : session.Tally.Report();
            }
        );

    private BatchRecord Record(WorkflowRound round)
    {
        var findings = FindingsOf(round);
        // The end that the service came to by itself.
        var own = round.Retry is { AcceptedAfter: not null } retry ? retry.FirstBatch : round.Batch!;
        return new()
        {
            BatchId = round.Batch!.Id,
            User = round.User,
            Class = round.Class.Number,
            Outcome = round.Outcome,
            NotAwaited = round.NotAwaited,
            LastStatus = Words(round.Batch.Status),
            Turnaround = round.Turnaround ?? timeProvider.GetElapsedTime(round.CreateStart),
            LastSeen = round.Outcome == BatchOutcome.Unfinished ? round.LifeCycle.LastSeen : null,
            Polls = round.Polls,
            Detail = transport.Redact(round.Batch.Error),
            Rows = round.Upload.Ids.Count,
            OutputRows = round.Output?.Findings.OutputRows ?? -1,
            ErrorRows = round.Errors?.Findings.ErrorRows ?? -1,
            CreatedAt = round.CreatedAt,
            ServerCreatedAt = round.Batch.Times.CreatedAt,
            ServerDoneAt = BatchLifeCycle.DoneAt(own.Times),
            DueAt = round.Batch.Times.ExpiresAt,
            Statuses = Statuses(round.LifeCycle.Seen),
            UnknownStatuses = [.. round.LifeCycle.UnknownStatuses.Select(word => transport.Redact(word)!)],
            Phases = own.Status.IsTerminal ? BatchLifeCycle.PhasesOf(own) : default,
            WastedPolls = round.LifeCycle.WastedPolls,
            Violations = round.LifeCycle.Violations,
            MissedWindow = own.Status.IsTerminal && BatchLifeCycle.MissedWindow(own),
            LateOutput = round.OutputCameLate,
            Reads = ReadsOf(round),
            Findings = findings,
            Cancel = CancellationOf(round, findings),
            Retry = round.Retry?.Judge(round.Outcome, round.Batch, findings),
            Deletion = round.Deletion?.Judge(
                round.Outcome,
                round.IsBatchGone || round.Batch.Status.State == BatchState.Cancelled,
                stopsWithInput,
                findings
            ),
            InputExpired = round.HasInputExpired && round.Deletion is not { MayBeDeleted: true },
        };
    }

    // Of one that was never seen running nothing was read; that is said too.
    private ReadFindings? ReadsOf(WorkflowRound round) =>
        options.ReadOf(round.Class) == ReadMode.End ? null
        : round.Reads is { HasBegun: true } reads
            ? reads.Findings(
                round.Outcome.HasTurnaround() || round.Retry?.First?.HasTurnaround() == true ? round.Turnaround : null
            )
        : new ReadFindings();

    // Of one that works again what it had done by the cancel its counts tell; its files are read later.
    private static Cancellation? CancellationOf(WorkflowRound round, ResultFindings? findings) =>
        round.Retry is { First: { } first } retry
            ? round.Cancel?.Judge(first, retry.FirstTurnaround, RetryOrder.RowsNotDone(retry.FirstBatch))
            : round.Cancel?.Judge(round.Outcome, round.Turnaround, findings?.RowsNotDone);

    private ResultFindings? FindingsOf(WorkflowRound round) =>
        check.Judge(
            round.Upload.Ids,
            round.Batch!,
            round.Output,
            round.Errors,
            IsCutOff(round),
            round.Outcome.IsByRun() ? round.CountsAfterwards ?? round.Batch!.Counts ?? default(RequestCounts) : null
        );

    // Only an unknown one is in the service's own words.
    private string Words(BatchStatus status) =>
        status.State == BatchState.Unknown ? transport.Redact(status.Text)! : status.Text;

    private IReadOnlyList<StatusSeen> Statuses(IReadOnlyList<StatusSeen> seen) =>
        [.. seen.Select(each => each with { Status = transport.Redact(each.Status)! })];

    // A file that could not be read, or that is another batch's, would not have been read later either.
    private static bool IsCutOff(WorkflowRound round) =>
        round.IsCutOff
        && round is not ({ OutputAsked: true, Output: null } or { ErrorsAsked: true, Errors: null })
        && (round.Batch!.OutputFileId is not { } output || round.Claims.IsOwn(output, out _))
        && (round.Batch.ErrorFileId is not { } errors || round.Claims.IsOwn(errors, out _));

    // The rest is on the account since it was made: a kill may come at any time.
    private static void Account(WorkflowRound round, Leftovers leftovers)
    {
        if (round.Unanswered != Creation.None)
        {
            leftovers.AnswerLost(round.Unanswered, round.FileId, round.MayComeLate);
        }

        if (round.Batch is { } batch)
        {
            // One that was to work again, and nobody knows whether it does, may.
            if (
                !round.IsBatchGone
                && (!batch.Status.IsTerminal || round is { Outcome: BatchOutcome.Unfinished, Retry: not null })
            )
            {
                leftovers.AddBatch(batch.Id);
            }

            Account(round, leftovers, batch.OutputFileId);
            Account(round, leftovers, batch.ErrorFileId);
        }
    }

    // Another batch's file, or an upload, is on the account of its owner.
    private static void Account(WorkflowRound round, Leftovers leftovers, string? file)
    {
        if (file is not null && round.Claims.IsOwn(file, out _))
        {
            leftovers.AddResult(file);
        }
    }

    // The first of a user is number 1. A user that others had before has numbers that they have not used.
    private static Upload NextUpload(BatchClass batchClass, in IterationContext context, UserSession session)
    {
        session.Uploads++;
        return batchClass.Data.NextUpload(context.User, (context.TakenOver * UploadsOfALife) + session.Uploads);
    }

    // A user keeps its session through the run, as a client program keeps its connection.
    private UserSession SessionOf(in IterationContext context, CancellationToken interrupt)
    {
        if (sessions.TryGetValue(context.User, out var known))
        {
            return known;
        }

        var session = Connect(context, interrupt);
        sessions[context.User] = session;
        return session;
    }

    private UserSession Connect(in IterationContext context, CancellationToken interrupt)
    {
        List<ApiConnection> connections = [];
        var tally = context.Steps is null ? null : new StepTally(sink);
        return new UserSession(connections, NewRunner(tally ?? sink, () => NewRunner(sink, connect: null)), tally);

        StepRunner NewRunner(IMeasurementSink target, Func<StepRunner>? connect)
        {
            var connection = transport.ConnectUser(interrupt);
            connections.Add(connection);
            var client = new BatchApiClient(connection, paths);
            Func<string, string> redact = words => transport.Redact(words)!;
            return new StepRunner(client, sharedKey, target, options, timeProvider, redact, interrupt)
            {
                Waits = waits,
                Connect = connect,
                Spans = spans?.Invoke(),
            };
        }
    }
}
