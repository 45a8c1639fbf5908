using System.Globalization;
using PreDelinquency.Trees.Tests.Training;

namespace PreDelinquency.Trees.Tests.Text;

public sealed class CultureTests
{
    [Fact]
    public void Models_and_messages_are_the_same_in_every_culture()
    {
        (Dataset data, _, _) = Drawn.Binary(500, seed: 4);
        var parameters = new TrainingParameters { Iterations = 2, MonotoneConstraints = [1, -1, 0, 0, 0, 0] };
        string[] expected = Outcomes(data, parameters);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // A comma for the point as in German, U+2212 for the minus as in Swedish.
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "\u2212";
            culture.NumberFormat.PositiveSign = "plus";
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(expected, Outcomes(data, parameters));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string[] Outcomes(Dataset data, TrainingParameters parameters)
    {
        string model = Drawn.Text(Trainer.Train(data, parameters).Model);
        return
        [
            model,
            Drawn.Text(TreeModel.Read(new StringReader(model))),
            Message<TrainingInputException>(() => new Dataset(["x"], [[1]], [1], [-0.5])),
            Message<TrainingInputException>(() => new Dataset(["x"], [[1e8]], [1], null, [true])),
            Message<TrainingInputException>(() => new Dataset(["x"], [[1]], [double.NegativeInfinity])),
            Message<CalibrationFormatException>(() => new PlattCalibration(-0.5, 0)),
            Message<CalibrationFormatException>(() => new IsotonicCalibration([0.5, -0.5], [0, 1])),
            Message<CalibrationFormatException>(() => new IsotonicCalibration([-0.5, 0.5], [0.5, -0.5])),
            Message<ModelFormatException>(() => TreeModel.Read(new StringReader(model.Replace("threshold=", "threshold=nan ", StringComparison.Ordinal)))),
            Message<ModelFormatException>(() => TreeModel.Read(new StringReader(model.Replace("leaf_value=", "leaf_value=-1e999 ", StringComparison.Ordinal)))),
            Message<ModelFormatException>(() => TreeModel.Read(new StringReader(model.Replace("left_child=", "left_child=-99 ", StringComparison.Ordinal)))),
        ];
    }

    private static string Message<TError>(Func<object> act)
        where TError : Exception => Assert.Throws<TError>(act).Message;
}
