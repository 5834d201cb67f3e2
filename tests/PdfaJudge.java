import java.io.File;
import java.util.Set;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** One line per file: VERDICT, true or false, and the rules of ISO 19005-3 (level B) it fails, separated by tabs. */
public class PdfaJudge {
  public static void main(String[] paths) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String path : paths) {
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), PDFAFlavour.PDFA_3_B);
           PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_B, false)) {
        ValidationResult result = validator.validate(parser);
        Set<String> failed = new TreeSet<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
          if (assertion.getStatus() == TestAssertion.Status.FAILED) {
            failed.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber()
                + " " + assertion.getMessage().replaceAll("\\s+", " "));
          }
        }
        System.out.println("VERDICT\t" + result.isCompliant() + "\t" + String.join("; ", failed));
      }
    }
  }
}
