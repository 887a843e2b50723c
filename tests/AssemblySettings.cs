using BatchLoadTest.Tests.Support.Parts;
using Xunit;

[assembly: TestFramework(typeof(PartsTestFramework))]
