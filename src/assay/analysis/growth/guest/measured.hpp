// Around the call of a function that is measured in WebAssembly (see the module "native").
#pragma once
extern "C" {
__attribute__((import_module("assay"), import_name("mark"))) void assay_mark(int kind, int value);
void assay_space_begin(void);
int assay_space_peak(void);
}
namespace assay_growth {
struct Measured {
  Measured() {
#ifdef ASSAY_SPACE
    assay_space_begin();
#endif
    assay_mark(0, 0);
  }
  ~Measured() {
#ifdef ASSAY_SPACE
    assay_mark(2, assay_space_peak());
#endif
    assay_mark(1, 0);
  }
};
template <class Call> auto measured(Call &&call) {
  Measured around;
  return call();
}
}  // namespace assay_growth
#define ASSAY_MEASURED(...) assay_growth::measured([&] { return __VA_ARGS__; })
