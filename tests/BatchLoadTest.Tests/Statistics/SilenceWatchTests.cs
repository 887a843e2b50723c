using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Statistics;

public sealed class SilenceWatchTests
{
    [Fact]
    public void Frozen_AllOfItIsFoundFromItsFirstMoment()
    {
        var service = new WatchedService(users: 3);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        var begin = Math.Round(service.Now, 2);
        service.Send(0, Step.Poll);
        service.Send(1, Step.Poll);
        service.Pass(4);
        service.Send(2, Step.Create);
        service.Pass(6);
        service.Answer(1);
        service.Pass(0.1);

        Assert.Equal([(begin, 10.0, 3)], Joined(service.Silences()));
    }

    [Fact]
    public void Frozen_WhileItGoesOn_IsToldInParts()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        var begin = Math.Round(service.Now, 2);
        service.Send(0, Step.Poll);
        service.Pass(2);

        Assert.Equal([(begin, 2.0, 1)], service.Silences());

        service.Pass(1);

        Assert.Equal([(Math.Round(begin + 2, 2), 1.0, 1)], service.Silences());
    }

    [Fact]
    public void ShortWait_IsNoSilence()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        service.Send(0, Step.Poll);
        service.Pass(1);
        service.Answer(0);
        service.Pass(1);

        Assert.Empty(service.Silences());
    }

    [Fact]
    public void ServiceThatAlwaysTakesThreeSeconds_IsNeverSilent()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Poll, count: 40, seconds: 3);

        Assert.Empty(service.Silences());
    }

    [Fact]
    public void FewerThanTenAnswers_TheStepIsNotJudged()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Poll, count: 9, seconds: 0.02);
        service.Send(0, Step.Poll);
        service.Pass(20);

        Assert.Equal(0, service.Watch.JudgedSteps);
        Assert.Empty(service.Silences());

        service.Answer(0);
        service.Pass(0.1);

        Assert.Equal(1, service.Watch.JudgedSteps);
    }

    [Fact]
    public void SlowCreateBesideSilentPolls_ThePollsTell()
    {
        var service = new WatchedService(users: 2);
        service.Answers(Step.Create, count: 10, seconds: 8);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        service.Send(0, Step.Create);
        service.Pass(7);

        Assert.Empty(service.Silences());

        service.Send(1, Step.Poll);
        service.Pass(5);

        // From when the create has waited alone: no byte of any answer came.
        Assert.Equal(12.0, Joined(service.Silences()).Single().Length);
    }

    [Fact]
    public void ThresholdOfTheStepsOwn_SaysWhenItIsTooLong()
    {
        var limits = new StepLimits(new Dictionary<Step, TimeSpan> { [Step.Poll] = TimeSpan.FromSeconds(0.3) });
        var service = new WatchedService(users: 1, limits);
        service.Send(0, Step.Poll);
        service.Pass(0.3);
        Assert.Empty(service.Silences());

        service.Pass(0.5);

        Assert.Equal([(0.0, 0.8, 1)], service.Silences());
    }

    [Fact]
    public void ThresholdOfTheStepsOwn_MayAlsoBeLonger()
    {
        var limits = new StepLimits(new Dictionary<Step, TimeSpan> { [Step.Poll] = TimeSpan.FromSeconds(20) });
        var service = new WatchedService(users: 1, limits);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        service.Send(0, Step.Poll);
        service.Pass(19);

        Assert.Empty(service.Silences());
    }

    [Fact]
    public void UploadThatMoves_IsNotWaiting()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Upload, count: 10, seconds: 0.02);
        service.Send(0, Step.Upload);
        for (var part = 0; part < 60; part++)
        {
            service.Pass(0.5);
            service.Move(0);
        }

        Assert.Empty(service.Silences());
    }

    [Fact]
    public void UploadThatStandsStill_IsWaiting()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Upload, count: 10, seconds: 0.02);
        service.Send(0, Step.Upload);
        service.Pass(5);
        service.Move(0);
        var stopped = Math.Round(service.Now, 2);
        service.Silences();
        service.Pass(4);

        Assert.Contains(Joined(service.Silences()), silence => silence == (stopped, 4.0, 1));
    }

    [Fact]
    public void OthersWaitBesideAnUploadThatMoves_IsSilence()
    {
        var service = new WatchedService(users: 2);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        service.Send(0, Step.Upload);
        service.Send(1, Step.Poll);
        for (var part = 0; part < 10; part++)
        {
            service.Pass(0.5);
            service.Move(0);
        }

        Assert.Equal(5.0, Joined(service.Silences()).Single().Length);
    }

    [Fact]
    public void AnswerThatTrickles_IsNoSilence()
    {
        var service = new WatchedService(users: 2);
        service.Answers(Step.Output, count: 10, seconds: 0.02);
        service.Send(0, Step.Output);
        service.Send(1, Step.Poll);
        for (var part = 0; part < 60; part++)
        {
            service.Pass(0.9);
            service.Receive(0);
        }

        Assert.Empty(service.Silences());
    }

    [Fact]
    public void RequestsThatTimeOutAndLeaveAgain_EndNothing()
    {
        var service = new WatchedService(users: 2);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        var begin = Math.Round(service.Now, 2);
        service.Send(0, Step.Poll);
        service.Pass(0.5);
        service.Send(1, Step.Poll);
        for (var round = 0; round < 5; round++)
        {
            service.Pass(2);
            service.Fail(0);
            service.Send(0, Step.Poll);
            service.Pass(1);
            service.Fail(1);
            service.Send(1, Step.Poll);
        }

        service.Pass(0.1);

        Assert.Equal([(begin, 15.6, 2)], Joined(service.Silences()));
    }

    [Fact]
    public void AllTimeOutAtOnce_TheStretchGoesOnWithoutTheMomentBetween()
    {
        var service = new WatchedService(users: 2);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        var begin = Math.Round(service.Now, 2);
        var statistics = new RunStatistics(new StepNames(), service.RunClock.StartedAt);
        foreach (var _ in Enumerable.Range(0, 4))
        {
            service.Send(0, Step.Poll);
            service.Send(1, Step.Poll);
            service.Pass(2);
            service.Fail(0);
            service.Fail(1);
            service.Pass(1);
        }

        service.Send(0, Step.Poll);
        service.Pass(0.5);
        service.Answer(0);
        service.Pass(0.1);
        service.Send(0, Step.Poll);
        service.Pass(0.5);
        service.Answer(0);
        service.Pass(0.1);
        var interval = new Interval { JudgedSteps = 1 };
        service.Watch.Take(interval.Silences, interval.Quiet);
        statistics.Add(interval);
        var silence = statistics.Snapshot(0, TimeSpan.FromSeconds(20)).Silence;

        var stretch = Assert.Single(silence.Stretches);
        Assert.Equal(8.5, stretch.Length.TotalSeconds, 3);
        Assert.Equal(begin, (stretch.From - service.RunClock.StartedAt).TotalSeconds, 3);
        Assert.Equal(begin + 12.5, (stretch.To - service.RunClock.StartedAt).TotalSeconds, 3);
    }

    [Fact]
    public void NothingWaits_IsNoSilence()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        service.Pass(60);
        service.Send(0, Step.Poll);
        service.Pass(0.05);
        service.Answer(0);
        service.Pass(0.1);

        Assert.Empty(service.Silences());
    }

    [Fact]
    public void RefusedAgainAndAgain_IsNoSilence()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            service.Send(0, Step.Poll);
            service.Pass(0.1);
            service.Fail(0, Outcome.ConnectionRefused);
        }

        Assert.Empty(service.Silences());
    }

    [Fact]
    public void OurOwnPause_IsNoSilence()
    {
        var service = new WatchedService(users: 2);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        service.Send(0, Step.Poll);
        service.Send(1, Step.Poll);
        service.Pass(0.2);
        service.StandStill(30);
        service.Pass(0.3);
        service.Answer(0);
        service.Answer(1);
        service.Pass(0.1);

        Assert.Empty(service.Silences());
    }

    [Fact]
    public void OurOwnPauseWithinASilence_IsLeftOut()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        service.Send(0, Step.Poll);
        service.Pass(3);
        service.StandStill(7);
        service.Pass(2);

        Assert.Equal(5.0, service.Silences().Sum(silence => silence.Length), 6);
    }

    [Fact]
    public void SecondFreeze_IsFoundToo()
    {
        var service = new WatchedService(users: 20);
        service.Answers(Step.Poll, count: 100, seconds: 0.02);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            for (var user = 0; user < 20; user++)
            {
                service.Send(user, Step.Poll);
            }

            service.Pass(10);
            for (var user = 0; user < 20; user++)
            {
                // Some of the answers that it held up come a little later.
                service.Answer(user);
                service.Pass(user % 5 == 0 ? 0.1 : 0);
            }

            service.Answers(Step.Poll, count: 10, seconds: 0.02);
        }

        // Else the first one's answers would make ten seconds usual.
        Assert.Equal([10.0, 10.0], Joined(service.Silences()).Select(silence => silence.Length));
    }

    [Fact]
    public void AfterTheLoad_NothingCounts()
    {
        var service = new WatchedService(users: 1);
        service.Answers(Step.Poll, count: 10, seconds: 0.02);
        service.Send(0, Step.Poll);
        service.Pass(2);
        service.EndLoad();
        service.Pass(30);

        Assert.Equal(2.0, Joined(service.Silences()).Single().Length);
    }

    [Fact]
    public void Quiet_IsToldWhetherAnythingWaitsOrNot()
    {
        var service = new WatchedService(users: 1);
        service.Send(0, Step.Poll);
        service.Pass(0.5);
        service.Answer(0);
        service.Pass(4);
        service.Send(0, Step.Poll);
        service.Pass(0.1);
        service.Answer(0);
        service.Pass(0.5);

        // Up to the look before the answer was seen.
        Assert.Equal([(0.5, 4.1, 0)], service.Quiet());
    }

    private static IReadOnlyList<(double From, double Length, int Waiting)> Joined(
        IReadOnlyList<(double From, double Length, int Waiting)> parts
    )
    {
        List<(double From, double Length, int Waiting)> joined = [];
        foreach (var part in parts)
        {
            if (joined.Count > 0 && Math.Abs(joined[^1].From + joined[^1].Length - part.From) < 0.001)
            {
                var last = joined[^1];
                joined[^1] = (
                    last.From,
                    Math.Round(last.Length + part.Length, 2),
                    Math.Max(last.Waiting, part.Waiting)
                );
            }
            else
            {
                joined.Add(part);
            }
        }

        return joined;
    }
}
