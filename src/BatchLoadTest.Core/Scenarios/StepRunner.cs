using System.Diagnostics;
using System.Runtime.CompilerServices;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Tracing;

namespace BatchLoadTest.Scenarios;

/// <summary>
/// Sends the requests of one user's steps and makes each a measurement. A request that the service asked to repeat
/// (<c>Retry-After</c>), that a new key was not yet admitted for, or that met the end of an idle connection, is sent
/// again; each sending is measured, the wait between is in no latency.
/// </summary>
public sealed class StepRunner(
    BatchApiClient client,
    SharedApiKey sharedKey,
    IMeasurementSink sink,
    WorkflowOptions options,
    TimeProvider timeProvider,
    Func<string, string> redact,
    CancellationToken interrupt
)
{
    private static readonly TimeSpan FirstKeyWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestKeyWait = TimeSpan.FromSeconds(2);

    // What the first request of the round is late, and when it was meant to start.
    private TimeSpan startDelay;
    private long intendedStart;
    private bool isWarmUp;
    private int batchClass;
    private StepRunner? beside;
    private ActivityContext trace;

    /// <summary>Where measurements of the round go.</summary>
    public IMeasurementSink Sink => isWarmUp ? sink.WarmUp : sink;

    /// <summary>Whether the round belongs to the warm-up.</summary>
    public bool IsWarmUp => isWarmUp;

    /// <summary>A service's words in one line without secrets.</summary>
    public string Redact(string words) => redact(words);

    /// <summary>The run's clock.</summary>
    public TimeProvider TimeProvider => timeProvider;

    /// <summary>Gets waits that the service asked for; null where nobody looks.</summary>
    public RetryWaits? Waits { get; init; }

    /// <summary>Makes one with a connection of its own; null where nothing is sent beside this one.</summary>
    public Func<StepRunner>? Connect { get; init; }

    /// <summary>Traces rounds; null where nobody does.</summary>
    public RoundSpans? Spans { get; init; }

    /// <summary>What requests are about; null where there is no batch to speak of.</summary>
    public WorkflowRound? Round { get; set; }

    /// <summary>Whether a step of this round has ended without success; a poll that fails is no end of its step.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Another round begins.</summary>
    /// <param name="inWarmUp">Whether it belongs to the warm-up.</param>
    /// <param name="inClass">The class of its batch, from 1; 0 where there are no classes.</param>
    public void BeginRound(bool inWarmUp = false, int inClass = 0)
    {
        batchClass = inClass;
        isWarmUp = inWarmUp;
        GaveUp = false;
        startDelay = TimeSpan.Zero;
        Round = null;
        trace = new(ActivityTraceId.CreateRandom(), default, ActivityTraceFlags.None);
    }

    /// <summary>
    /// Another one of the same user and the same round, for what it does at the same time. It stays the user's, as its connection
    /// does.
    /// </summary>
    public StepRunner Beside()
    {
        beside ??= Connect!();
        beside.BeginRound(isWarmUp, batchClass);
        beside.Round = Round;
        beside.trace = trace;
        if (Spans is not null)
        {
            beside.Spans?.Follow(Spans);
        }

        return beside;
    }

    /// <summary>
    /// The first request of the round counts from the moment at which the round was meant to start: with an open load the wait
    /// for its turn is part of what a user sees.
    /// </summary>
    /// <param name="intended">That moment, as a time stamp.</param>
    /// <param name="delay">How long ago it was.</param>
    public void CountFrom(long intended, TimeSpan delay) => (intendedStart, startDelay) = (intended, delay);

    /// <summary>Sends a request until it succeeds, fails for good or has been repeated often enough.</summary>
    /// <param name="step">What it is measured as.</param>
    /// <param name="argument">Handed to <paramref name="send"/>, so that it needs no closure.</param>
    /// <param name="send">Sends it once with the given Authorization.</param>
    /// <param name="isOther">
    /// Why an answer is about another object than the one that was asked for; null where it is not. Such an answer is a
    /// failed request and a violation, and its content reaches nobody. Asked once for each success.
    /// </param>
    /// <exception cref="OperationCanceledException">The run waits no longer.</exception>
    /// <exception cref="KeyRefusedException">There is no key, or the key was refused before it ever worked.</exception>
    /// <exception cref="OwnFaultException">This machine is at fault: what follows would say nothing of the service.</exception>
    public ValueTask<ApiResponse<T>> SendAsync<T, TArgument>(
        Step step,
        TArgument argument,
        Func<BatchApiClient, TArgument, string?, ValueTask<ApiResponse<T>>> send,
        Func<TArgument, T, string?>? isOther = null
    )
        where T : class => SendAsync(step, argument, send, isOther, isOnce: false);

    /// <summary>The same without repeating on <c>Retry-After</c>: for callers that repeat by themselves.</summary>
    public ValueTask<ApiResponse<T>> SendOnceAsync<T, TArgument>(
        Step step,
        TArgument argument,
        Func<BatchApiClient, TArgument, string?, ValueTask<ApiResponse<T>>> send,
        Func<TArgument, T, string?>? isOther = null
    )
        where T : class => SendAsync(step, argument, send, isOther, isOnce: true);

    // Pooled: awaited once, and one of these runs for every request.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ApiResponse<T>> SendAsync<T, TArgument>(
        Step step,
        TArgument argument,
        Func<BatchApiClient, TArgument, string?, ValueTask<ApiResponse<T>>> send,
        Func<TArgument, T, string?>? isOther,
        bool isOnce
    )
        where T : class
    {
        var retries = isOnce ? 0 : options.MaxRetries;
        var key = await sharedKey.GetAsync(interrupt);
        var keyWait = FirstKeyWait;
        var isResent = false;
        while (true)
        {
            interrupt.ThrowIfCancellationRequested();
            client.Expect(step);
            client.Follow(SpanOf(step));
            var hadWorked = key.HasWorked;
            var response = await send(client, argument, key.Authorization);
            if (response.MayBeSentAgain && !isResent && !interrupt.IsCancellationRequested)
            {
                // Its end was no answer to it. The next sending is a request of its own, and the last of this kind.
                Record(step, response, Outcome.Resent);
                isResent = true;
                continue;
            }

            response = Own(response, argument, isOther);
            var pending = !hadWorked && MayBePending(response) && sharedKey.IsNew(key);
            Record(step, response, pending ? Outcome.KeyPending : response.Outcome);
            ThrowIfCutOff(response, isOnce);

            if (pending)
            {
                key.NoteExcused($"HTTP {response.Status}: {response.Detail}");
                await DelayAsync(keyWait);
                keyWait = Min(keyWait * 2, LongestKeyWait);
            }
            else if (response.IsKeyRefused)
            {
                ThrowIfItNeverWorked(key, response.Detail);
                if (await sharedKey.RenewAsync(key, interrupt) is not { } renewed)
                {
                    return Ended(response, isOnce);
                }

                key = renewed;
            }
            else
            {
                NoteAdmitted(key, response);
                if (response is not { Status: 429 or 503, RetryAfter: { } wait } || retries-- <= 0)
                {
                    return Ended(response, isOnce);
                }

                await WaitAskedAsync(wait);
                // Others may have had to renew it meanwhile.
                key = await sharedKey.GetAsync(interrupt);
            }
        }
    }

    /// <exception cref="OperationCanceledException">The run waits no longer.</exception>
    public void ThrowIfInterrupted() => interrupt.ThrowIfCancellationRequested();

    /// <summary>Waits without measuring.</summary>
    public Task DelayAsync(TimeSpan time) =>
        time > TimeSpan.Zero ? Task.Delay(time, timeProvider, interrupt) : Task.CompletedTask;

    private void ThrowIfCutOff<T>(ApiResponse<T> response, bool isOnce)
        where T : class
    {
        if (response.Outcome == Outcome.Interrupted)
        {
            // Not where an answer came just before: a batch that was created has to be recorded.
            throw new OperationCanceledException(interrupt);
        }

        if (response.Outcome.IsOwnFault() && !isOnce)
        {
            throw new OwnFaultException(response.Detail ?? response.Outcome.KindName(response.Status));
        }
    }

    private ApiResponse<T> Ended<T>(ApiResponse<T> response, bool isOnce)
        where T : class
    {
        GaveUp |= !isOnce && !response.IsSuccess;
        return response;
    }

    /// <summary>The same, where it is the service that asks for it.</summary>
    public Task WaitAskedAsync(TimeSpan time) =>
        Waits is null || time <= TimeSpan.Zero ? DelayAsync(time) : Waits.WaitAsync(time, DelayAsync);

    // Any answer that is no refusal of the key shows that the key was admitted.
    private static void NoteAdmitted<T>(ApiKey key, ApiResponse<T> response)
        where T : class
    {
        if (response.Status is >= 200 and < 300)
        {
            key.NoteAdmitted();
        }
    }

    private static void ThrowIfItNeverWorked(ApiKey key, string? words)
    {
        if (!key.HasWorked)
        {
            throw KeyRefusedException.Of(key, $"HTTP 401: {words}");
        }
    }

    private void Record<T>(Step step, ApiResponse<T> response, Outcome outcome)
        where T : class
    {
        var measurement = response.ToMeasurement(step, outcome) with
        {
            Class = batchClass,
            Identity = IdentityOf(response),
        };
        Spans?.EndRequest(measurement);
        Sink.Record(startDelay > TimeSpan.Zero ? Delayed(measurement) : measurement);
        startDelay = TimeSpan.Zero;
        client.Recorded();
    }

    private RequestIdentity? IdentityOf<T>(ApiResponse<T> response)
        where T : class =>
        response.Identity is { } identity && Round is not null
            ? identity with
            {
                BatchId = Round.Batch?.Id,
                FileId = Round.FileId,
            }
            : response.Identity;

    private ActivityContext SpanOf(Step step) =>
        Spans?.BeginRequest(step) is { } span && span != default ? span : trace;

    private Measurement Delayed(in Measurement measurement) =>
        measurement with
        {
            IntendedStart = intendedStart,
            Start = intendedStart,
            Latency = measurement.Latency + startDelay,
            TimeToFirstByte = measurement.Status == 0 ? TimeSpan.Zero : measurement.TimeToFirstByte + startDelay,
            Phases = measurement.Phases with { StartDelay = startDelay },
        };

    // An answer about another object is no answer.
    private ApiResponse<T> Own<T, TArgument>(
        ApiResponse<T> response,
        TArgument argument,
        Func<TArgument, T, string?>? isOther
    )
        where T : class
    {
        if (response.Value is not { } value || isOther?.Invoke(argument, value) is not { } words)
        {
            return response;
        }

        Sink.ForeignAnswer();
        return response with { Outcome = Outcome.ContentMismatch, Value = null, Detail = redact(words) };
    }

    private static bool MayBePending<T>(ApiResponse<T> response)
        where T : class =>
        response.Outcome == Outcome.HttpStatus && KeyRefusal.MayPass(response.Status, response.Detail);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
