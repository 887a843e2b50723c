using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Support.Servers;

/// <summary>A service that answers as a test says, watched for silence on fake time.</summary>
internal sealed class WatchedService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private readonly ActivityBoard board;
    private readonly List<RequestActivity> users = [];
    private readonly List<(long Start, Step Step)> requests = [];

    public WatchedService(int users, StepLimits? limits = null)
    {
        board = new ActivityBoard(Clock);
        RunClock = RunClock.StartNow(Clock);
        Watch = new SilenceWatch(board, Clock, RunClock, limits ?? StepLimits.None);
        for (var user = 0; user < users; user++)
        {
            this.users.Add(board.Add());
            requests.Add(default);
        }
    }

    public FakeTimeProvider Clock { get; } = new();

    public RunClock RunClock { get; }

    public SilenceWatch Watch { get; }

    public double Now => RunClock.Elapsed.TotalSeconds;

    /// <summary>A user's request leaves.</summary>
    public void Send(int user, Step step)
    {
        requests[user] = (Clock.GetTimestamp(), step);
        users[user].Expect(step);
        users[user].Begin(requests[user].Start);
    }

    /// <summary>Part of the request's body leaves.</summary>
    public void Move(int user) => users[user].Sent();

    /// <summary>Part of the answer comes.</summary>
    public void Receive(int user) => users[user].Received();

    /// <summary>The whole answer comes.</summary>
    public void Answer(int user)
    {
        Receive(user);
        End(user, Outcome.Success, 200);
    }

    /// <summary>The request ends without an answer.</summary>
    public void Fail(int user, Outcome outcome = Outcome.TimedOut) => End(user, outcome, 0);

    /// <summary>Answers of a step that took so long, one after the other.</summary>
    public void Answers(Step step, int count, double seconds)
    {
        for (var answer = 0; answer < count; answer++)
        {
            Send(0, step);
            Pass(seconds);
            Answer(0);
        }

        // Seen to be over before the next begins.
        Pass(0.1);
    }

    /// <summary>Time goes by, looked at ten times a second.</summary>
    public void Pass(double seconds)
    {
        var rest = TimeSpan.FromSeconds(seconds);
        while (rest > TimeSpan.Zero)
        {
            var part = rest < LookInterval ? rest : LookInterval;
            Clock.Advance(part);
            rest -= part;
            Watch.Look();
        }
    }

    /// <summary>Time goes by while this program stands still.</summary>
    public void StandStill(double seconds)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        Watch.Look();
    }

    public void EndLoad() => board.Close();

    /// <summary>What there was since the last call: from, length, and how many waited.</summary>
    public IReadOnlyList<(double From, double Length, int Waiting)> Silences()
    {
        List<SilencePiece> silent = [];
        Watch.Take(silent, []);
        return [.. silent.Select(Shown)];
    }

    public IReadOnlyList<(double From, double Length, int Waiting)> Quiet()
    {
        List<SilencePiece> quiet = [];
        Watch.Take([], quiet);
        return [.. quiet.Select(Shown)];
    }

    private (double From, double Length, int Waiting) Shown(SilencePiece piece) =>
        (
            Math.Round((piece.From - RunClock.StartedAt).TotalSeconds, 2),
            Math.Round(piece.Length.TotalSeconds, 2),
            piece.Waiting
        );

    private void End(int user, Outcome outcome, int status)
    {
        users[user].End();
        var (start, step) = requests[user];
        var latency = Clock.GetElapsedTime(start);
        Watch.Add(new Measurement(step, outcome, status, start, start, latency, latency, 0, 0, null));
    }
}
